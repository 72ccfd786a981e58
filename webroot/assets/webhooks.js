import { start } from './shell.js';
import { showEndpoints } from './webhook-list.js';
import { showEndpoint } from './webhook-page.js';

const endpoint = new URLSearchParams(location.search).get('endpoint');

start((workspace) => (endpoint ? showEndpoint(workspace, endpoint) : showEndpoints(workspace)));

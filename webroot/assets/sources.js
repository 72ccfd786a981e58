import { start } from './shell.js';
import { showSources } from './source-list.js';
import { showSource } from './source-page.js';

const source = new URLSearchParams(location.search).get('source');

start((workspace) => (source ? showSource(workspace, source) : showSources(workspace)));

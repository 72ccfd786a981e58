import { read, within } from './api.js';
import { connectForm } from './connect.js';
import { copyable } from './copyable.js';
import { make, reconcile } from './element.js';
import * as format from './format.js';
import { kindOf } from './kinds.js';
import { light } from './light.js';
import { sourcePage } from './links.js';
import { keepCurrent } from './shell.js';
import { warnings } from './warnings.js';

const LOOK_AGAIN = 5000;

/** All sources of a workspace, and the form that connects one more. */
export async function showSources(workspace) {
  const section = document.querySelector('#all');
  const list = section.querySelector('.sources');

  async function refresh() {
    const [{ items }, settings] = await Promise.all([read(within(workspace, 'sources')), read(within(workspace, 'settings'))]);
    reconcile(list, items.map((source) => ({ ...source, workspaceTrigger: settings.trigger })), ({ id }) => id, (source) => entry(workspace, source));
    section.querySelector('.empty').hidden = items.length > 0;
    section.hidden = false;
  }

  connectForm(section.querySelector('form'), workspace, refresh);
  const look = await keepCurrent(workspace, refresh);
  // what is heard changes no number that the live stream would tell of
  setInterval(() => document.hidden || look(), LOOK_AGAIN);
}

function entry(workspace, source) {
  return make('article', { class: 'source' },
    make('header', {}, make('h3', {}, make('a', { href: sourcePage(workspace, source.id) }, source.name)), make('span', { class: 'tag' }, kindOf(source.kind).name)),
    light(source),
    copyable(`the URL of ${source.name}`, source.url),
    make('p', { class: 'soft' }, triggerInWords(source, source.workspaceTrigger)),
    warnings(source.warnings),
    previousSecret(source));
}

function triggerInWords({ trigger }, ofWorkspace) {
  return trigger ? `Asks when a conversation is ${trigger}: this source’s own choice.` : `Asks when a conversation is ${ofWorkspace}: the workspace’s choice.`;
}

/** How long the secret before the current one is taken, or nothing. */
export function previousSecret({ previous_secret_until: until }) {
  return until ? make('p', { class: 'soft' }, 'The previous secret works until ', make('time', { datetime: until }, format.moment(until)), '.') : null;
}

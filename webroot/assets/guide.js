import { read, send, within } from './api.js';
import { copyables } from './copyable.js';
import { make, write } from './element.js';
import { onSubmit, secretField } from './form.js';
import { kindOf } from './kinds.js';
import { LOOK_AGAIN, light, showLight } from './light.js';
import { settingsPage, sourcePage } from './links.js';
import { pasted } from './pasted.js';
import { warnings } from './warnings.js';

/** Leads from a connected source to the first webhook that is heard of it, and to the switches where nobody `asks` yet; what is shown once leaves with the page. */
export function guide(place, workspace, made, asks) {
  const kind = kindOf(made.kind);
  const path = within(workspace, 'sources', made.id);
  const heading = make('h2', { tabindex: -1 }, `${made.name} is connected`);
  const lamp = light({ heard: { webhooks: 0, refused_at: null } });
  const troubles = make('div', {}, warnings(made.warnings));
  place.replaceChildren(heading, make('ol', { class: 'guide' },
    make('li', {}, make('h3', {}, `Open ${kind.called ?? kind.name}`), facts(made, kind), ...wordsOf(made, kind).map((sentence) => make('p', {}, sentence)), troubles,
      make('ol', { class: 'steps' }, kind.setUp.map((step) => make('li', {}, step))), ...pasted(kind), events(kind)),
    kind.secret === 'ours' ? null : make('li', {}, make('h3', {}, `Bring what ${kind.name} signs with`), secretForm(path, kind, troubles)),
    make('li', {}, make('h3', {}, 'Wait for the first webhook'), make('p', {}, `Write a message in ${kind.called ?? kind.name}, or close a conversation.`), lamp),
    asks ? null : make('li', {}, make('h3', {}, 'Decide who is asked'), make('p', {}, 'Surveys are switched off, so nobody is asked yet. Switch them on on the page ', make('a', { href: settingsPage(workspace) }, 'Surveys'), ', now or later.'))),
  make('p', {}, make('a', { href: sourcePage(workspace, made.id) }, `Open ${made.name}`), ' to change its settings and to see what comes in.'));
  place.hidden = false;
  heading.focus();
  watch(path, heading, lamp);
}

function facts({ url, secret }, { takesNone }) {
  return copyables(secret && !takesNone ? { URL: url, Secret: secret } : { URL: url });
}

function wordsOf({ secret }, { name, secret: maker, takesNone }) {
  if (!secret) return [];
  if (takesNone) return [`${name} makes the secret itself. Until you bring it, its webhooks are refused.`];
  const once = 'This secret is shown this once. Copy it now: nobody can read it again, only make a new one.';
  return maker === 'ours' ? [once] : [once, `It serves only where ${name} lets you paste a secret. Otherwise bring the one that ${name} makes.`];
}

function events({ name, called, events: all = [] }) {
  return all.length === 0 ? null : make('div', {}, make('p', {}, called ? `Send these events from ${called}:` : `Tick these events in ${name}:`), make('ul', { class: 'ticks' }, all.map((event) => make('li', {}, event))));
}

/** The form for the secret of a system that makes its own. */
function secretForm(path, kind, troubles) {
  const field = make('div', { class: 'field', id: 'guide-secret' });
  const said = make('span', { class: 'soft', role: 'status' });
  const form = make('form', { class: 'fields' }, field, make('p', { class: 'refusal', role: 'alert' }),
    make('div', { class: 'actions' }, make('button', { class: 'button' }, kind.secret === 'key' ? 'Bring the key' : 'Bring the secret'), said));
  secretField(field, kind, 'It is never shown again. You can also bring it later, on the source’s page.');
  const control = form.elements.signing_secret;
  control.required = true;
  onSubmit(form, async () => {
    write(said, '');
    const source = await send('PATCH', path, { signing_secret: control.value.trim() });
    control.value = '';
    troubles.replaceChildren(warnings(source.warnings));
    write(said, 'It is here. Webhooks signed with it are taken within a few seconds.');
  });
  return form;
}

/** Looks again and again, while the guide is on the page. */
async function watch(path, heading, lamp) {
  while (heading.isConnected) {
    if (!document.hidden) await read(path).then(({ source }) => showLight(lamp, source), () => {});
    await new Promise((resume) => setTimeout(resume, LOOK_AGAIN));
  }
}

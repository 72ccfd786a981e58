import { read, send, within } from './api.js';
import { copyable } from './copyable.js';
import { dialogOf } from './dialog.js';
import { make, write } from './element.js';
import { onSubmit } from './form.js';
import * as format from './format.js';
import { kindOf } from './kinds.js';
import { LOOK_AGAIN, showLight, stateOf } from './light.js';
import { showOnce } from './once.js';
import { pasted } from './pasted.js';
import { keepCurrent } from './shell.js';
import { showSlackApp } from './slack-app.js';
import { sourceForm } from './source-form.js';
import { previousSecret } from './source-list.js';
import { replayedInWords, showDeadLetters, showUnknownTypes } from './unread.js';
import { warnings } from './warnings.js';
import { widgetSetup } from './widget-setup.js';

const LATER = 5000;
const part = (id) => document.getElementById(id);

/** One source: what it is, what may be changed of it, and what of its webhooks nobody could read. */
export async function showSource(workspace, id) {
  const path = (...more) => within(workspace, 'sources', id, ...more);
  let source = null;
  let saves = 0;

  async function refresh() {
    const before = saves;
    const [details, settings] = await Promise.all([read(path()), read(within(workspace, 'settings'))]);
    // what was read before a change was saved is not the truth any more
    if (before !== saves) return;
    source = details.source;
    showFacts(source);
    showSlackApp(part('slack'), source, path('slack-manifest'));
    fill(source, settings.trigger);
    fillWidget(source);
    showUnknownTypes(part('unknown'), details.unknown_types);
    showDeadLetters(part('dead'), details.dead_letters);
    part('one').hidden = false;
  }

  const fill = sourceForm(part('settings'), async (change) => {
    source = await send('PATCH', path(), change);
    saves += 1;
    showFacts(source);
    return source;
  });

  const fillWidget = widgetSetup(part('widget'), async (change) => {
    source = await send('PATCH', path(), change);
    saves += 1;
    return source;
  });

  rotation(path, () => source, () => look());
  removal(path, () => location.assign(`/sources?${new URLSearchParams({ workspace: workspace.id })}`));
  onSubmit(part('replay'), async () => {
    const { replayed } = await send('POST', path('dead-letters', 'replay'));
    write(part('replayed'), replayedInWords(replayed));
    await look();
  });

  const look = await keepCurrent(workspace, refresh);
  // what cannot be read changes no number that the live stream would tell of
  (function soon() {
    setTimeout(() => (document.hidden ? Promise.resolve() : look()).then(soon), source && stateOf(source) === 'heard' ? LATER : LOOK_AGAIN);
  })();
}

function showFacts(source) {
  showLight(part('light'), source);
  const kind = kindOf(source.kind);
  const { name, called, secret, takesNone, setUp, events = [] } = kind;
  document.title = `${source.name} · fivefaces`;
  write(part('title'), source.name);
  part('crumb').hidden = false;
  part('about').hidden = true;
  write(part('crumb-kind'), name);
  part('rotate-open').hidden = secret === 'key' || takesNone;
  const facts = part('facts');
  const print = JSON.stringify({ ...source, heard: null });
  if (facts.dataset.print === print) return;
  facts.dataset.print = print;
  facts.replaceChildren(
    copyable('the URL', source.url),
    warnings(source.warnings),
    previousSecret(source) ?? '',
    make('ol', { class: 'steps soft' }, setUp.map((step) => make('li', {}, step))),
    ...pasted(kind),
    events.length ? make('details', {}, make('summary', {}, called ? 'The events to send' : 'The events to tick there'), make('ul', { class: 'ticks' }, events.map((event) => make('li', {}, event)))) : '');
}

/** Asks whether a source is to go, and removes it. */
function removal(path, gone) {
  part('remove-open').addEventListener('click', dialogOf(part('remove'), async () => {
    await send('DELETE', path());
    gone();
  }));
}

function rotation(path, current, changed) {
  const dialog = part('rotate');
  const open = dialogOf(dialog, async () => {
    const made = await send('POST', path('rotate-secret'));
    dialog.close();
    showOnce(part('once'), {
      title: 'The new secret',
      values: { Secret: made.secret },
      words: [
        'It is shown this once. Copy it now: nobody can read it again, only make a new one.',
        `The secret before it works until ${format.moment(made.previous_secret_until)}: paste the new one into ${kindOf(current().kind).called ?? kindOf(current().kind).name} by then.`,
      ],
    });
    await changed();
  });
  part('rotate-open').addEventListener('click', () => {
    const { name, secret } = kindOf(current().kind);
    write(dialog.querySelector('.theirs'), secret === 'ours' ? '' : `${name} signs with a secret that it makes. If you cannot paste a secret there, change it in ${name} and bring the new one in the settings instead.`);
    open();
  });
}

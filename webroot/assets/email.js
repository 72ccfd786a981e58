import { read, send, within } from './api.js';
import { choice } from './choice.js';
import { copyable } from './copyable.js';
import { make, write } from './element.js';
import { mailForm } from './mail-form.js';
import { mailPreview } from './mail-preview.js';
import { keepCurrent, start } from './shell.js';
import { testMail } from './test-mail.js';

const part = (id) => document.getElementById(id);

start(async (workspace) => {
  let kind = null;
  const post = (what) => (body) => send('POST', `${within(workspace, 'mail', what)}?${new URLSearchParams({ kind })}`, body);
  const preview = mailPreview(document.querySelector('.preview'), post('preview'));
  const form = mailForm(part('mail'), {
    save: (change) => send('PATCH', within(workspace, 'settings'), change),
    drafted: preview,
    saved: () => keepRecord(),
  });
  testMail(part('test'), post('test'), form.draft);
  choice(document.querySelector('.words'), 'kind', location.hash === '#nps' ? 'nps' : 'csat', (chosen) => {
    kind = chosen;
    for (const words of document.querySelectorAll('[data-of]')) words.hidden = words.dataset.of !== kind;
    form.redraft();
  });

  /** Beside the rest: a domain's first key takes a moment to make. */
  function keepRecord() {
    const refusal = document.querySelector('.proof .refusal');
    showRecord().then(() => write(refusal, ''), (problem) => write(refusal, problem.detail || problem.message));
  }

  async function showRecord() {
    const record = await read(within(workspace, 'mail', 'dkim'));
    const facts = part('dkim');
    const print = JSON.stringify(record);
    if (facts.dataset.print === print) return;
    facts.dataset.print = print;
    write(part('dkim-domain'), record.domain);
    facts.replaceChildren(
      fact('Type', make('code', {}, record.type)),
      fact('Name', copyable('the name', record.name)),
      fact('Value', copyable('the value', record.value)));
  }

  await keepCurrent(workspace, async () => {
    form.fill(await read(within(workspace, 'settings')));
    part('email').hidden = false;
    keepRecord();
  });
});

function fact(name, value) {
  return make('div', {}, make('dt', {}, name), make('dd', {}, value));
}

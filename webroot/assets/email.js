import { read, send, within } from './api.js';
import { copyable } from './copyable.js';
import { make, write } from './element.js';
import { mailForm } from './mail-form.js';
import { mailPreview } from './mail-preview.js';
import { keepCurrent, start } from './shell.js';
import { testMail } from './test-mail.js';

const part = (id) => document.getElementById(id);

start(async (workspace) => {
  const preview = mailPreview(document.querySelector('.preview'), (draft) => send('POST', within(workspace, 'mail', 'preview'), draft));
  const form = mailForm(part('mail'), {
    save: (change) => send('PATCH', within(workspace, 'settings'), change),
    drafted: preview,
    saved: () => keepRecord(),
  });
  testMail(part('test'), workspace, form.draft);

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

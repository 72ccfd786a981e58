import { make, write } from './element.js';
import { onSubmit, secretField } from './form.js';
import * as format from './format.js';
import { kindOf } from './kinds.js';

const NUMBERS = ['auto_resolve_minutes', 'rate_limit'];
const TEXTS = ['display_name', 'icon_url'];
const SECRETS = ['signing_secret', 'bot_token'];

/** What an owner may change of a source. `save` gets only what differs; `fill` leaves what somebody is typing alone. */
export function sourceForm(form, save) {
  const saved = form.querySelector('.saved');
  let shown = null;
  let print = null;
  let ofWorkspace = null;
  let touched = false;

  function fill(source, workspaceTrigger) {
    const now = JSON.stringify([{ ...source, heard: null }, workspaceTrigger]);
    if (touched || now === print) return;
    if (shown?.id !== source.id) {
      const kind = kindOf(source.kind);
      secretField(form.querySelector('#settings-secret'), kind, kind.secret === 'ours'
        ? 'Leave it empty to keep the secret, or have a new one made instead.'
        : 'Leave it empty to keep what is there. It is never shown, and the one before works for a day.');
      for (const field of form.querySelectorAll('[data-only]')) field.hidden = field.dataset.only !== source.kind;
    }
    shown = source;
    print = now;
    ofWorkspace = workspaceTrigger;
    form.elements.name.value = source.name;
    form.elements.trigger.replaceChildren(...triggers(workspaceTrigger));
    form.elements.trigger.value = source.trigger ?? '';
    form.elements.accept_unsigned.checked = source.accept_unsigned;
    for (const name of [...NUMBERS, ...TEXTS]) form.elements[name].value = source[name] ?? '';
    write(form.querySelector('#bot-token-help'), source.has_bot_token
      ? 'There is one. It is never shown; leave it empty to keep it.'
      : 'There is none yet, so nothing is posted in Slack. It is never shown again.');
  }

  form.addEventListener('input', () => {
    touched = true;
    write(saved, '');
  });

  onSubmit(form, async () => {
    write(saved, '');
    const change = changeOf(form, shown);
    if (Object.keys(change).length === 0) {
      touched = false;
      write(saved, 'Nothing was changed.');
      return;
    }
    const source = await save(change);
    touched = false;
    for (const name of SECRETS) form.elements[name].value = '';
    fill(source, ofWorkspace);
    const until = change.signing_secret ? source.previous_secret_until : null;
    write(saved, until ? `Saved. The secret before works until ${format.moment(until)}.` : 'Saved.');
  });

  return fill;
}

function triggers(ofWorkspace) {
  return [
    make('option', { value: '' }, `As the workspace: ${ofWorkspace}`),
    make('option', { value: 'resolved' }, 'Resolved: a person said so'),
    make('option', { value: 'closed' }, 'Closed, by whomever'),
  ];
}

function changeOf({ elements }, shown) {
  const change = {};
  if (elements.name.value.trim() !== shown.name) change.name = elements.name.value;
  if (elements.trigger.value !== (shown.trigger ?? '')) change.trigger = elements.trigger.value || null;
  if (elements.accept_unsigned.checked !== shown.accept_unsigned) change.accept_unsigned = elements.accept_unsigned.checked;
  for (const name of NUMBERS) {
    const wanted = Number(elements[name].value);
    if (wanted !== (shown[name] ?? 0)) change[name] = wanted;
  }
  for (const name of TEXTS) {
    const wanted = elements[name].value.trim();
    if (wanted !== (shown[name] ?? '')) change[name] = wanted;
  }
  for (const name of SECRETS) {
    const brought = elements[name].value.trim();
    if (brought) change[name] = brought;
  }
  return change;
}

import { read, send, within } from './api.js';
import { make } from './element.js';
import { onSubmit } from './form.js';
import { guide } from './guide.js';
import { KIND_NAMES, kindOf } from './kinds.js';

/** The form that connects a chat system; the guide to the rest is shown, then `changed` is called. */
export function connectForm(form, workspace, changed) {
  const { kind, name } = form.elements;
  kind.append(...KIND_NAMES.map((each) => make('option', { value: each }, kindOf(each).name)));
  onSubmit(form, async () => {
    const { csat_enabled: asks } = await read(within(workspace, 'settings'));
    const made = await send('POST', within(workspace, 'sources'), { kind: kind.value, name: name.value });
    form.reset();
    guide(document.querySelector('#once'), workspace, made, asks);
    await changed();
  });
}

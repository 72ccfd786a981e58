import { onSubmit } from './form.js';
import { write } from './element.js';

/** Asks whether something is really wanted, in a dialog, and does it. */
export function question(dialog) {
  let wanted = null;
  dialog.querySelector('.cancel').addEventListener('click', () => dialog.close());
  onSubmit(dialog.querySelector('form'), async () => {
    await wanted.work();
    dialog.close();
  });
  return function ask({ title, advice, yes, work }) {
    wanted = { work };
    write(dialog.querySelector('h2'), title);
    write(dialog.querySelector('.advice'), advice);
    write(dialog.querySelector('.refusal'), '');
    write(dialog.querySelector('.primary'), yes);
    dialog.showModal();
  };
}

import { dialogOf } from './dialog.js';
import { write } from './element.js';

/** Asks whether something is really wanted, in a dialog, and does it. */
export function question(dialog) {
  let wanted = null;
  const open = dialogOf(dialog, async () => {
    await wanted.work();
    dialog.close();
  });
  return function ask({ title, advice, yes, work }) {
    wanted = { work };
    write(dialog.querySelector('h2'), title);
    write(dialog.querySelector('.advice'), advice);
    write(dialog.querySelector('.primary'), yes);
    open();
  };
}

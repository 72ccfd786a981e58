import { send } from './api.js';
import { dialogOf } from './dialog.js';

const part = (id) => document.getElementById(id);

/** Offers to send an invite again while nobody knows whether it arrived, after a word of warning. */
export function sendAgain(path, changed) {
  const dialog = part('again-dialog');
  part('again-open').addEventListener('click', dialogOf(dialog, async () => {
    await send('POST', path());
    dialog.close();
    await changed();
  }));
  return ({ invite }) => {
    const unknown = invite?.state === 'unknown';
    part('again').hidden = !unknown;
    if (!unknown && dialog.open) dialog.close();
  };
}

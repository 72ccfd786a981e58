import { write } from './element.js';
import { onSubmit } from './form.js';

/** Lets a dialog's own button or Escape close it and its form do the work; returns what opens it. */
export function dialogOf(dialog, work) {
  dialog.querySelector('.cancel').addEventListener('click', () => dialog.close());
  onSubmit(dialog.querySelector('form'), work);
  return function open() {
    write(dialog.querySelector('.refusal'), '');
    dialog.showModal();
  };
}

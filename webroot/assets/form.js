import { make, write } from './element.js';

/** Runs `work` whenever the form is sent, never twice at a time; a refusal is said in the form's own alert. */
export function onSubmit(form, work) {
  const refusal = form.querySelector('.refusal');
  let busy = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    write(refusal, '');
    try {
      await work();
    } catch (problem) {
      write(refusal, problem.detail || problem.message);
    } finally {
      busy = false;
    }
  });
}

const SEVERAL = 'Several secrets of one system are separated by spaces, so a secret itself has none.';

/** The field for a secret that a system makes: one line, or several for a key in PEM. */
export function secretField(place, { name, secret }, help) {
  const label = { ours: 'Signing secret', theirs: `Signing secret of ${name}`, key: `Public key of ${name}, in PEM` }[secret];
  const control = { id: `${place.id}-control`, name: 'signing_secret', autocomplete: 'off', spellcheck: 'false', maxlength: 5000, 'aria-describedby': `${place.id}-help` };
  place.replaceChildren(
    make('label', { for: control.id }, label),
    secret === 'key' ? make('textarea', { ...control, rows: 7, placeholder: '-----BEGIN PUBLIC KEY-----' }) : make('input', control),
    make('p', { class: 'soft small', id: `${place.id}-help` }, secret === 'key' ? help : `${help} ${SEVERAL}`));
}

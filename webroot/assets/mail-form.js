import { make, write } from './element.js';
import { onSubmit } from './form.js';
import { languages } from './languages.js';

const VARIABLES = {
  customer_name: 'Customer',
  ticket_subject: 'What it was about',
  operator_name: 'Agent',
  workspace_name: 'Workspace',
};
const DRAFT = ['subject_template', 'intro_template', 'nps_subject_template', 'nps_intro_template', 'brand_color', 'logo_url', 'sender_name', 'locale'];
const FIELDS = [...DRAFT, 'sender_email'];
const COLOR = /^#[0-9a-f]{6}$/;

/** The settings of the mail. `drafted` hears of every change, `save` gets what differs; `fill` leaves what is typed alone. */
export function mailForm(form, { save, drafted, saved }) {
  const { elements } = form;
  const well = form.querySelector('#brand_color-well');
  const said = form.querySelector('.saved');
  let shown = null;
  let touched = false;

  const value = (name) => (name === 'brand_color' ? elements[name].value.trim().toLowerCase() : elements[name].value);
  const draft = () => Object.fromEntries(DRAFT.map((name) => [name, value(name)]));

  function fill(settings) {
    if (touched || FIELDS.every((name) => shown?.[name] === settings[name])) return;
    shown = settings;
    elements.locale.replaceChildren(...languages(settings.locale));
    for (const name of FIELDS) elements[name].value = settings[name];
    well.value = settings.brand_color;
    drafted(draft());
  }

  function changed() {
    touched = true;
    write(said, '');
    drafted(draft());
  }

  form.addEventListener('input', ({ target }) => {
    if (target === well) elements.brand_color.value = well.value;
    else if (target === elements.brand_color && COLOR.test(value('brand_color'))) well.value = value('brand_color');
    changed();
  });
  for (const place of form.querySelectorAll('.chips')) place.append(...chips(elements[place.dataset.for], changed));

  onSubmit(form, async () => {
    const change = Object.fromEntries(FIELDS.filter((name) => value(name) !== shown[name]).map((name) => [name, value(name)]));
    const settings = Object.keys(change).length ? await save(change) : null;
    touched = false;
    if (settings) fill(settings);
    write(said, settings ? 'Saved.' : 'Nothing was changed.');
    if (settings) await saved();
  });

  /** Drafts it once more, as soon as there is something to draft. */
  function redraft() {
    if (shown) drafted(draft());
  }

  return { fill, draft, redraft };
}

/** Buttons that put a variable where the cursor is, or was. */
function chips(field, changed) {
  return Object.entries(VARIABLES).map(([name, label]) => make('button', {
    class: 'chip', type: 'button', title: `{{${name}}}`,
    onclick() {
      field.setRangeText(`{{${name}}}`, field.selectionStart, field.selectionEnd, 'end');
      field.focus();
      changed();
    },
  }, label));
}

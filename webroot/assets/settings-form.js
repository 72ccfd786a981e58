import { make, write } from './element.js';
import { onSubmit } from './form.js';
import * as format from './format.js';
import { languages } from './languages.js';
import { initialOf, valueInWords } from './setting-words.js';

const SWITCHES = ['csat_enabled', 'csat_email_enabled', 'csat_chat_enabled', 'csat_slack_enabled', 'require_agent_reply', 'nps_enabled', 'contact_gap_for_csat'];
const NUMBERS = ['nps_spread_days', 'contact_gap_days'];
const CHOICES = ['trigger', 'send_delay', 'slack_respondents', 'locale'];
const FIELDS = [...SWITCHES, ...CHOICES, ...NUMBERS];

/** The settings of surveys. `drafted` hears of every change, `save` gets what differs; `fill` leaves what is chosen alone. */
export function settingsForm(form, { save, drafted }) {
  const { elements } = form;
  const said = form.querySelector('.saved');
  let shown = null;
  let changes = [];

  const isSwitch = (name) => SWITCHES.includes(name);
  const isNumber = (name) => NUMBERS.includes(name);
  const isChoice = (name) => CHOICES.includes(name);
  // a number that is not written yet is NaN
  const value = (name) => (isSwitch(name) ? elements[name].checked : isNumber(name) ? elements[name].valueAsNumber : elements[name].value);
  const draft = () => Object.fromEntries(FIELDS.map((name) => [name, value(name)]));
  const unsaved = () => Object.fromEntries(FIELDS.filter((name) => value(name) !== shown[name]).map((name) => [name, value(name)]));
  const isUnsaved = () => Object.keys(unsaved()).length > 0;

  function put(name, to) {
    if (isSwitch(name)) elements[name].checked = to;
    else elements[name].value = to;
  }

  function fill(settings, entries) {
    changes = entries;
    if (shown && isUnsaved()) return;
    if (shown?.locale !== settings.locale) elements.locale.replaceChildren(...languages(settings.locale));
    shown = settings;
    for (const name of FIELDS) put(name, settings[name]);
    show();
  }

  function show() {
    for (const name of FIELDS) showLast(form.querySelector(`[data-setting="${name}"] .last`), name);
    drafted(draft(), isUnsaved());
  }

  function showLast(place, name) {
    const initial = initialOf(name);
    const last = changes.find((entry) => entry.changes.some(({ field }) => field === name));
    const words = [`Default: ${inWords(name, initial)}.`, last ? ` Changed by ${last.who}, ${format.ago(last.at)}.` : ''].join('');
    const isInitial = isSwitch(name) || value(name) === initial;
    const print = `${words}${isInitial}`;
    if (place.dataset.print === print) return;
    place.dataset.print = print;
    place.replaceChildren(words, isInitial ? '' : make('button', { class: 'back', type: 'button', onclick: () => choose({ [name]: initial }, name) },
      'Back to the default', make('span', { class: 'unseen' }, ` of “${labelOf(name)}”`)));
  }

  function inWords(name, initial) {
    return isChoice(name) ? [...elements[name].options].find((option) => option.value === initial).text : valueInWords(name, initial);
  }

  function labelOf(name) {
    return form.querySelector(`[data-setting="${name}"] label`).textContent;
  }

  /** Chooses these, unsaved, and leads the reader to one. */
  function choose(chosen, to) {
    for (const [name, each] of Object.entries(chosen)) put(name, each);
    elements[to].focus();
    changed();
  }

  function changed() {
    write(said, isUnsaved() ? 'Not saved yet.' : '');
    show();
  }

  form.addEventListener('input', changed);
  addEventListener('beforeunload', (event) => {
    if (shown && isUnsaved()) event.preventDefault();
  });

  onSubmit(form, async () => {
    const change = unsaved();
    if (Object.keys(change).length === 0) {
      write(said, 'Nothing was changed.');
      return;
    }
    shown = await save(change);
    write(said, 'Saved. It holds from now on.');
    show();
  });

  return { fill, choose };
}

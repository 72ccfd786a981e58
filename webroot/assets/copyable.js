import { make, unseen, write } from './element.js';

/** A value with a button that copies it, or selects it where the browser lets no page copy; a text of many lines is a `pre`. */
export function copyable(name, text) {
  const value = text.includes('\n') ? make('pre', { tabindex: 0 }, text) : make('code', {}, text);
  const said = make('span', { class: 'soft small', role: 'status' });

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      write(said, 'Copied');
    } catch {
      getSelection().selectAllChildren(value);
      write(said, 'Selected, copy it by keyboard');
    }
  }

  return make('div', { class: 'copyable' }, value, make('button', { class: 'button', type: 'button', onclick: copy }, 'Copy', unseen(` ${name}`)), said);
}

/** Values by their names, each with its button. */
export function copyables(values) {
  return make('dl', { class: 'facts' }, Object.entries(values).map(([name, value]) =>
    make('div', {}, make('dt', {}, name), make('dd', {}, copyable(`the ${name === 'URL' ? name : name.toLowerCase()}`, value)))));
}

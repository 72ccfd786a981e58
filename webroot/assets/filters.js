import { make, write } from './element.js';
import { GATE_NAMES, stoppedBy } from './gates.js';

const TYPING = 300;
const HELP = {
  q: 'The number of a conversation, or the email address or name of a customer, or how one of them begins.',
  words: 'Words of the subject, all of which it must have. The newest conversations are looked through first.',
};

/** The form whose state is in the address of the page; runs `changed` whenever something else is wanted. */
export function filters(form, changed) {
  const part = (id) => form.querySelector(`#${id}`);
  part('reason').append(...GATE_NAMES.map((gate) => make('option', { value: gate }, stoppedBy(gate))));
  const named = [...form.querySelectorAll('[name]')];
  const address = () => new URLSearchParams(location.search);
  let source = null;
  let typing = null;

  /** What the address of the page asks for. */
  function fill() {
    const query = address();
    const where = query.get('words') ? 'words' : 'q';
    part('in').value = where;
    part('text').value = query.get(where) ?? '';
    source = query.get('source');
    for (const field of named) {
      field.value = query.get(field.name) ?? '';
      // what the service would refuse is no filter
      if (field.value !== (query.get(field.name) ?? '')) field.value = '';
    }
    if (chosen().length > 0) part('more-filters').open = true;
    tell();
  }

  function chosen() {
    return named.filter(({ value }) => value.trim());
  }

  function values() {
    const wanted = Object.fromEntries(chosen().map(({ name, value }) => [name, value.trim()]));
    if (part('text').value.trim()) wanted[part('in').value] = part('text').value.trim();
    if (source) wanted.source = source;
    return wanted;
  }

  function tell() {
    const count = chosen().length;
    part('set').hidden = count === 0;
    write(part('set'), `${count} set`);
    part('clear').hidden = Object.keys(values()).length === 0;
    write(part('text-help'), HELP[part('in').value]);
  }

  function apply() {
    clearTimeout(typing);
    const query = new URLSearchParams(values());
    const workspace = address().get('workspace');
    if (workspace) query.set('workspace', workspace);
    history.replaceState(null, '', `${location.pathname}${query.size ? `?${query}` : ''}`);
    tell();
    changed();
  }

  form.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(apply, TYPING);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  part('clear').addEventListener('click', () => {
    form.reset();
    source = null;
    apply();
    part('text').focus();
  });
  fill();

  return {
    values,
    /** What to do when there is nothing to show. */
    nothing() {
      if (Object.keys(values()).length === 0) return 'No conversation has come yet. Connect a chat system on the page Sources; its conversations appear here by themselves.';
      if (part('text').value.trim() && part('in').value === 'q') return 'No conversation begins like that: neither its number, nor its customer’s address or name. To find a word of the subject, search in “Words of the subject”.';
      return 'No conversation is like that. Take a filter away, or choose other days.';
    },
  };
}

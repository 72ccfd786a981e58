import { make } from './element.js';

/** Shows the blocks of a message: sections, contexts and rows of buttons; `tap` is told of a button and its block. */
export function blocks(all, tap) {
  return make('div', { class: 'blocks' }, all.map((block) => {
    switch (block.type) {
      case 'section': return make('p', {}, text(block.text));
      case 'context': return make('p', { class: 'context' }, block.elements.flatMap(text));
      case 'actions': return make('div', { class: 'buttons' }, block.elements.map((element) => button(block, element, tap)));
      default: return make('p', { class: 'context' }, `(a block of type ${block.type})`);
    }
  }));
}

function button(block, element, tap) {
  return make('button', {
    class: 'button', type: 'button', 'aria-label': element.accessibility_label, onclick: () => tap(block.block_id, element.action_id),
  }, text(element.text));
}

/** Shows the input blocks of a window as labelled fields, each named as its block. */
export function inputs(all) {
  return all.filter(({ type }) => type === 'input').map(({ block_id: name, label, element, optional }) => {
    const id = `field-${name}`;
    const attributes = { id, name, maxlength: element.max_length, required: !optional };
    return make('div', {}, make('label', { for: id }, text(label)), make(element.multiline ? 'textarea' : 'input', attributes));
  });
}

/** What a text object shows: plain text as it is, mrkdwn with its bold parts and lines. */
export function text(object) {
  if (object.type === 'plain_text') return faces(object.text);
  return object.text.split('\n').flatMap((line, number) => [number ? make('br') : null, ...bold(line)]);
}

function bold(line) {
  return line.split(/(\*[^*]+\*)/).filter(Boolean)
    .map((part) => (/^\*[^*]+\*$/.test(part) ? make('strong', {}, plain(part.slice(1, -1))) : plain(part))).flat();
}

function plain(escaped) {
  return faces(escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** Pictures in the font that has them in colour. */
function faces(words) {
  return words.split(/(\p{Extended_Pictographic}\uFE0F?)/u).filter(Boolean)
    .map((part) => (/\p{Extended_Pictographic}/u.test(part) ? make('span', { class: 'emoji' }, part) : part));
}

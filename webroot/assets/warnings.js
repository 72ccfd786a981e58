import { make } from './element.js';

/** What the owner of a source should mend, or nothing at all. */
export function warnings(sentences) {
  return make('ul', { class: 'warnings', hidden: sentences.length === 0 },
    sentences.map((sentence) => make('li', {}, make('strong', {}, 'Warning: '), sentence)));
}

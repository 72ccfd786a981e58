import { copyable } from './copyable.js';
import { make } from './element.js';

/** What is pasted into a system besides the two ends of its source, folded away, each with its button. */
export function pasted({ paste = {} }) {
  return Object.entries(paste).map(([name, text]) => make('details', {}, make('summary', {}, `The ${name}`), copyable(`the ${name}`, text)));
}

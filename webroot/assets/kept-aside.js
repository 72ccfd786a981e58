import { read, within } from './api.js';
import { make } from './element.js';
import * as format from './format.js';
import { suspectedPage } from './links.js';

/** Says how many of the newest answers of a kind are kept aside and lead to them, or nothing at all. */
export async function showKeptAside(place, workspace, kind) {
  const { items, next } = await read(within(workspace, 'suspected'), { kind });
  const waiting = items.filter((answer) => !answer.counted_at).length;
  place.hidden = waiting === 0;
  place.replaceChildren(make('a', { href: suspectedPage(workspace, { kind }) },
    `${next ? 'At least ' : ''}${format.plural(waiting, 'answer is', 'answers are')} kept aside`),
    ' and not counted: they look like the work of a mail scanner.');
}

import { within } from './api.js';
import * as format from './format.js';

/** Keeps the links that download the shown window leading to it. */
export function downloads(place, workspace) {
  const links = [...place.querySelectorAll('a[data-download]')];
  return function update(stats) {
    for (const link of links) {
      const [what, query] = link.dataset.download.split('?');
      link.href = `${within(workspace, ...what.split('/'))}?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), ...format.windowOf(stats) })}`;
    }
  };
}

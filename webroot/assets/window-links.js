import { within } from './api.js';
import * as format from './format.js';
import { conversationsPage } from './links.js';

/** Keeps the links of a page that lead to rows (`data-rows`) or download them (`data-download`) leading to the shown window. */
export function windowLinks(page, workspace) {
  const links = [...page.querySelectorAll('a[data-rows], a[data-download]')];
  return function update(stats) {
    for (const link of links) link.href = addressOf(link.dataset, workspace, format.windowOf(stats));
  };
}

function addressOf({ rows, download }, workspace, window) {
  if (rows) return conversationsPage(workspace, { ...fields(rows), ...window });
  const [path, query] = download.split('?');
  return `${within(workspace, ...path.split('/'))}?${new URLSearchParams({ ...fields(query), ...window })}`;
}

function fields(query) {
  return Object.fromEntries(new URLSearchParams(query));
}

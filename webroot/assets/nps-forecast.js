import { read, within } from './api.js';
import * as format from './format.js';
import { stoppedBy } from './gates.js';
import { andOf } from './setting-words.js';

/** Judges every customer as if the quarterly question were on; sends nothing. */
export function dryRun(workspace) {
  return read(within(workspace, 'nps', 'dry-run'));
}

/** What a dry run found, in one sentence: who would be asked, who not and why. */
export function forecastInWords({ quarter, customers, asked, gates }) {
  if (customers === 0) return 'There is no customer to ask yet. They come with their conversations.';
  const reasons = gates.filter(({ stopped }) => stopped > 0).map(({ gate, stopped }) => `${format.count(stopped)} (${lower(stoppedBy(gate))})`);
  const others = reasons.length ? `, and not ${andOf(reasons)}` : '';
  return `Of ${format.plural(customers, 'customer')}, ${format.count(asked)} would be asked in ${format.quarter(quarter)}${others}.`;
}

function lower(words) {
  return words[0].toLowerCase() + words.slice(1);
}

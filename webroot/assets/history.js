import { read, readPages, within } from './api.js';
import { make, reconcile, write } from './element.js';
import * as format from './format.js';
import { SUBJECTS, deedInWords, whoInWords } from './history-words.js';
import { nameOf, valueInWords } from './setting-words.js';
import { keepCurrent, start } from './shell.js';

const PAGE = 50;
const TYPING = 400;
const part = (id) => document.getElementById(id);

start(async (workspace) => {
  const { who, what } = part('search').elements;
  let sources = new Map();
  let pages = 1;
  let asked = 0;

  what.append(...Object.entries(SUBJECTS).map(([value, name]) => make('option', { value }, name)));

  async function refresh() {
    asked += 1;
    const mine = asked;
    const wanted = { limit: PAGE };
    if (who.value.trim()) wanted.who = who.value.trim();
    if (what.value) wanted.what = what.value;
    const { items, next } = await readPages(within(workspace, 'history'), pages, wanted);
    const connected = await read(within(workspace, 'sources'));
    // an answer to what was asked before something else was typed
    if (mine !== asked) return;
    sources = new Map(connected.items.map(({ id, name }) => [id, name]));
    reconcile(document.querySelector('.entries'), items, ({ id }) => id, (item) => entry(item, sources, only));
    part('names').replaceChildren(...[...new Set(items.map((item) => item.who))].map((value) => make('option', { value })));
    part('more').hidden = !next;
    const empty = document.querySelector('#all .empty');
    empty.hidden = items.length > 0;
    write(empty, wanted.who || wanted.what ? 'Nothing like that was done.' : 'Nothing was changed yet.');
    write(part('found'), items.length === 0 ? '' : `${next ? 'The latest ' : ''}${format.plural(items.length, 'change')}, newest first.`);
    part('all').hidden = false;
  }

  function only(name) {
    who.value = name;
    again();
    who.focus();
  }

  function again() {
    pages = 1;
    look();
  }

  const look = await keepCurrent(workspace, refresh);
  let typing = null;
  part('search').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(again, TYPING);
  });
  part('search').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    again();
  });
  part('more').addEventListener('click', () => {
    pages += 1;
    look();
  });
});

function entry(item, sources, only) {
  const { who, at, changes } = item;
  return [
    make('p', { class: 'deed' },
      make('button', { class: 'who', type: 'button', title: 'Show only this one’s changes', onclick: () => only(who) }, whoInWords(who)), ` ${deedInWords(item, sources)}.`),
    make('p', { class: 'soft small' }, make('time', { datetime: at, title: format.moment(at) }, format.ago(at))),
    changes.length ? make('details', {}, make('summary', { class: 'small' }, 'Before and after'), differences(changes)) : null,
  ].filter(Boolean);
}

function differences(changes) {
  return make('div', { class: 'scroll' }, make('table', {},
    make('thead', {}, make('tr', {}, ['What', 'Before', 'After'].map((name) => make('th', { scope: 'col' }, name)))),
    make('tbody', {}, changes.map(({ field, before, after }) =>
      make('tr', {}, make('th', { scope: 'row' }, sentence(nameOf(field))), make('td', {}, valueInWords(field, before)), make('td', {}, valueInWords(field, after)))))));
}

function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

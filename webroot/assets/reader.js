import { make, write } from './element.js';
import * as format from './format.js';
import { tabs } from './tabs.js';

/** The reading pane: shows a mail as HTML, as text and with its headers, or asks to choose one. */
export function reader(pane, close) {
  const mailPart = pane.querySelector('.mail');
  const field = (name) => pane.querySelector(`[data-field="${name}"]`);
  const frame = pane.querySelector('iframe');
  tabs(pane.querySelector('[role="tablist"]'));
  pane.querySelector('.back').addEventListener('click', close);

  return function open(mail) {
    pane.querySelector('.choose').hidden = mail !== null;
    mailPart.hidden = mail === null;
    if (mail === null) return;
    write(pane.querySelector('h2'), mail.subject);
    write(field('from'), mail.from ?? format.NOTHING);
    write(field('to'), mail.to);
    write(field('sent'), format.moment(mail.sent_at));
    frame.srcdoc = withLinksInNewTab(mail.html || asMarkup(mail.text));
    write(pane.querySelector('pre'), mail.text || 'This mail has no text part.');
    pane.querySelector('#part-headers tbody').replaceChildren(...(mail.headers ?? []).map(({ name, value }) =>
      make('tr', {}, make('th', { scope: 'row' }, name), make('td', {}, value))));
  };
}

/** A plain text as a page: its lines as they are, its links to be followed. */
function asMarkup(text) {
  const words = text.split(/(https?:\/\/\S+)/).map((part, position) => (position % 2 ? make('a', { href: part }, part) : part));
  return `<!doctype html><style>body { font: 16px/1.5 sans-serif; color: #151a18; background: #fff; margin: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }</style>${make('main', {}, words).outerHTML}`;
}

/** The mail so that what is clicked in it opens beside this page. */
export function withLinksInNewTab(html) {
  const mail = new DOMParser().parseFromString(html, 'text/html');
  mail.querySelectorAll('base').forEach((base) => base.remove());
  const base = mail.createElement('base');
  base.target = '_blank';
  mail.head.prepend(base);
  return `<!doctype html>${mail.documentElement.outerHTML}`;
}

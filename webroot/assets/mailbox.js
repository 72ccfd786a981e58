import { read, within } from './api.js';
import { make, reconcile, write } from './element.js';
import * as format from './format.js';
import { reader } from './reader.js';
import { clearProblem, keepCurrent, showProblem, start } from './shell.js';

const panes = document.querySelector('.panes');
const list = panes.querySelector('.list ul');
const pane = panes.querySelector('.reader');

start(async (workspace) => {
  const open = reader(pane, close);
  let loaded = false;

  const chosen = () => new URLSearchParams(location.search).get('mail');

  function address(mail) {
    const query = new URLSearchParams(location.search);
    query.delete('mail');
    if (mail) query.set('mail', mail);
    return `?${query}`;
  }

  function close() {
    const before = chosen();
    history.pushState(null, '', address(null));
    show();
    list.querySelector(`[data-key="${CSS.escape(before)}"] a`)?.focus();
  }

  function mark() {
    panes.toggleAttribute('data-reading', Boolean(chosen()));
    for (const link of list.querySelectorAll('a')) {
      if (link.closest('li').dataset.key === chosen()) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  async function show() {
    mark();
    try {
      const id = chosen();
      const mail = id ? await read(within(workspace, 'mailbox', id)) : null;
      if (id !== chosen()) return;
      open(mail);
      clearProblem();
    } catch (problem) {
      showProblem(problem, show);
    }
  }

  function entry({ id, to, subject, sent_at: sentAt }) {
    return make('a', {
      href: address(id),
      onclick(event) {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        history.pushState(null, '', address(id));
        show();
        pane.focus({ preventScroll: true });
        if (pane.getBoundingClientRect().top < 0) panes.scrollIntoView();
      },
    },
    make('b', { title: to }, to.replace(/\s*<[^<>]*>$/, '') || to), make('time', { class: 'soft small', datetime: sentAt, title: format.moment(sentAt) }, format.ago(sentAt)),
    make('span', { class: 'subject' }, subject));
  }

  addEventListener('popstate', show);
  await keepCurrent(workspace, async () => {
    const { items } = await read(within(workspace, 'mailbox'));
    const arrived = reconcile(list, items, ({ id }) => id, entry);
    for (const time of list.querySelectorAll('time')) write(time, format.ago(time.dateTime));
    if (loaded) arrived.forEach((element) => element.classList.add('arriving'));
    loaded = true;
    panes.querySelector('.list .empty').hidden = items.length > 0;
    mark();
  });
  await show();
});

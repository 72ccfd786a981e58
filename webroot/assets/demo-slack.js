import { read, send } from './api.js';
import { blocks, inputs, text } from './block-kit.js';
import { emoji, make, reconcile, unseen, write } from './element.js';

const KEPT = 'fivefaces-demo-slack';
const PAUSE = 1000;
const part = (id) => document.getElementById(id);
const dialog = part('window');
const form = dialog.querySelector('form');
const [sendButton, closeButton] = form.querySelectorAll('button');

/** What this tab knows: the conversation that it began. */
let begun = JSON.parse(sessionStorage.getItem(KEPT));
let timer = 0;
let closed = null;

function keep(conversation) {
  begun = conversation;
  if (begun) sessionStorage.setItem(KEPT, JSON.stringify(begun));
  else sessionStorage.removeItem(KEPT);
}

function say(problem) {
  write(part('said'), problem.status === 404 ? 'Nobody is here: this service was started without its demo (FIVEFACES_DEMO=true).' : problem.detail || problem.message);
}

async function start() {
  part('start').disabled = true;
  write(part('said'), '');
  try {
    keep(await send('POST', '/demo/slack/threads'));
    part('messages').replaceChildren();
    await look();
    part('log').focus();
  } catch (problem) {
    say(problem);
  } finally {
    part('start').disabled = false;
  }
}

/** Looks at the thread now and, while the page is seen, again and again. */
async function look() {
  clearTimeout(timer);
  if (!begun || document.hidden) return;
  try {
    show(await read(`/demo/slack/threads/${encodeURIComponent(begun.thread)}`));
    write(part('said'), '');
  } catch (problem) {
    if (problem.status === 404) {
      keep(null);
      write(part('said'), 'That conversation is gone, because the service was restarted or others came. Start another.');
      return;
    }
    write(part('said'), `${problem.message}. Trying again…`);
  }
  timer = setTimeout(look, PAUSE);
}

function show({ messages, window }) {
  part('quiet').hidden = true;
  write(part('start'), 'Start another conversation');
  const log = part('log');
  const held = document.activeElement?.closest('#messages > li');
  const replies = messages.length - 1;
  const added = reconcile(part('messages'), messages.map((one, position) => ({ ...one, replies: position ? 0 : replies })), ({ ts }) => ts, line);
  if (held?.isConnected && !held.contains(document.activeElement)) (held.querySelector('button') ?? log).focus();
  if (added.length) log.scrollTop = log.scrollHeight;
  showSteps(messages);
  part('console').hidden = false;
  part('console').querySelector('a').href = `/conversation?${new URLSearchParams({ workspace: begun.workspace, source: begun.source, ref: begun.conversation })}`;
  if (window && window.id !== closed && !dialog.open) open(window);
}

function line({ ts, role, author, text: words, blocks: all, only_you: onlyYou, edited, done, replies }) {
  const picture = role === 'app' ? make('img', { src: '/assets/favicon.svg', alt: '' }) : author[0];
  const company = { customer: 'Okafor Books', agent: 'Pine & Post', app: 'App' }[role];
  return [
    make('span', { class: `picture ${role}`, 'aria-hidden': 'true' }, picture),
    make('p', { class: 'by' }, make('strong', {}, author), make('span', { class: 'tag' }, company), make('span', { class: 'faint small' }, time(ts))),
    onlyYou ? make('p', { class: 'whisper' }, 'Only visible to you') : null,
    all ? blocks(all, (block, action) => tap(ts, block, action)) : make('p', {}, text({ type: 'mrkdwn', text: words })),
    make('p', { class: 'small faint' }, edited ? '(edited)' : null, done ? make('span', { class: 'mark' }, emoji('✅'), ' 1', unseen(' check mark')) : null),
    replies ? make('p', { class: 'replies' }, replies === 1 ? '1 reply' : `${replies} replies`) : null,
  ].filter(Boolean);
}

function time(ts) {
  return new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

function showSteps(messages) {
  const survey = messages.find(({ role, only_you: onlyYou }) => role === 'app' && !onlyYou);
  const offersComment = survey?.blocks?.some(({ type }) => type === 'actions');
  const done = [
    true, messages.some(({ role }) => role === 'agent'), messages[0].done, Boolean(survey), Boolean(survey?.edited), Boolean(survey?.edited && !offersComment),
  ];
  const current = done.indexOf(false);
  [...part('steps').children].forEach((step, number) => {
    step.toggleAttribute('data-done', done[number]);
    write(step.querySelector('.unseen'), done[number] ? 'Done: ' : '');
    if (number === current) step.setAttribute('aria-current', 'step');
    else step.removeAttribute('aria-current');
  });
}

async function tap(message, block, action) {
  try {
    show(await send('POST', '/demo/slack/taps', { thread: begun.thread, message, block, action }));
    write(part('said'), '');
  } catch (problem) {
    write(part('said'), problem.detail || problem.message);
  }
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE / 4);
}

function open({ id, title, submit, close, blocks: all }) {
  dialog.dataset.window = id;
  write(part('window-title'), title.text);
  write(sendButton, submit.text);
  write(closeButton, close.text);
  write(form.querySelector('.refusal'), '');
  part('window-fields').replaceChildren(...inputs(all));
  dialog.showModal();
  form.querySelector('textarea, input')?.focus();
}

async function submit() {
  sendButton.disabled = true;
  const fields = Object.fromEntries(new FormData(form));
  try {
    const { errors } = await send('POST', '/demo/slack/views', { thread: begun.thread, window: dialog.dataset.window, fields });
    write(form.querySelector('.refusal'), Object.values(errors).join(' '));
    if (!Object.keys(errors).length) dialog.close();
  } catch (problem) {
    write(form.querySelector('.refusal'), problem.detail || problem.message);
  } finally {
    sendButton.disabled = false;
  }
}

part('start').addEventListener('click', start);
closeButton.addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => { closed = dialog.dataset.window; look(); });
form.addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
});
document.addEventListener('visibilitychange', look);
look();

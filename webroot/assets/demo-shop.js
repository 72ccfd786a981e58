import { send } from './api.js';
import { make } from './element.js';

const KEPT = 'fivefaces-demo-shop';
const ANSWERED = 2400;
const CLOSED = 4200;
const part = (id) => document.getElementById(id);
const form = document.querySelector('#chat form');

/** What this tab knows: who its visitor is, what was said, and whether the chat is open. */
const kept = JSON.parse(sessionStorage.getItem(KEPT)) ?? { visit: null, lines: [], open: false };

function keep(change) {
  Object.assign(kept, change);
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

function say(kind, text) {
  const line = make('p', { class: `line ${kind}` }, text);
  part('chat-log').append(line);
  part('chat-log').scrollTop = part('chat-log').scrollHeight;
  return line;
}

function sayAndKeep(kind, text) {
  say(kind, text);
  keep({ lines: [...kept.lines, [kind, text]].slice(-50) });
}

/** The one tag that a site embeds, with its visitor as its own server knows and proves it. */
function embed({ source, visitor, hash }) {
  if (window.fivefaces) return;
  document.head.append(make('script', {
    src: '/widget.js', 'data-source': source, 'data-visitor': visitor, 'data-visitor-hash': hash, 'data-target': '#chat-log',
  }));
}

function linkToConsole({ workspace, conversation }) {
  part('console').querySelector('a').href = `/conversation?${new URLSearchParams({ workspace, ref: conversation })}`;
  part('console').hidden = false;
}

async function write(text) {
  sayAndKeep('mine', text);
  form.elements.message.value = '';
  form.querySelector('button').disabled = true;
  document.querySelector('.starters').hidden = true;
  try {
    const visit = await send('POST', '/demo/chats', kept.visit ? { visitor: kept.visit.visitor, hash: kept.visit.hash } : {});
    keep({ visit });
    embed(visit);
    const typing = say('typing', `${visit.agent} is writing…`);
    await after(ANSWERED);
    typing.remove();
    sayAndKeep('theirs', `Hi, ${visit.agent} here. I have just looked it up: all is well, and it reaches you tomorrow. Have a good day!`);
    await after(CLOSED - ANSWERED);
    sayAndKeep('note', `${visit.agent} has closed the conversation.`);
    linkToConsole(visit);
  } catch (problem) {
    say('note', problem.status === 404 ? 'Nobody is here: this service was started without its demo (FIVEFACES_DEMO=true).' : problem.detail || problem.message);
  } finally {
    form.querySelector('button').disabled = false;
  }
}

function after(time) {
  return new Promise((resume) => { setTimeout(resume, time); });
}

function open(isOpen) {
  part('chat').hidden = !isOpen;
  part('bubble').hidden = isOpen;
  part('bubble').setAttribute('aria-expanded', String(isOpen));
  keep({ open: isOpen });
  (isOpen ? form.elements.message : part('bubble')).focus();
}

part('bubble').addEventListener('click', () => open(true));
part('help-open').addEventListener('click', () => open(true));
part('chat-close').addEventListener('click', () => open(false));
part('chat').addEventListener('keydown', ({ key }) => key === 'Escape' && open(false));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = form.elements.message.value.trim();
  if (text && !form.querySelector('button').disabled) write(text);
});
for (const starter of document.querySelectorAll('.starters button')) {
  starter.addEventListener('click', () => write(starter.textContent));
}

say('theirs', 'Hello! What can we do for you?');
kept.lines.forEach(([kind, text]) => say(kind, text));
if (kept.visit) {
  document.querySelector('.starters').hidden = true;
  embed(kept.visit);
  linkToConsole(kept.visit);
}
if (kept.open) open(true);

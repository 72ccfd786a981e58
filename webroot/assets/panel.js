import { make, write } from './element.js';
import { scoreOf } from './faces.js';
import * as format from './format.js';
import { conversationPage } from './links.js';
import { heardRef } from './helpdesk.js';
import { forget, keep, pass } from './pass.js';
import { goesOn, whyInWords } from './why.js';

const EVERY = 30_000;
const SOON = 5_000;
const part = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const workspace = query.get('workspace') ?? '1';
let ref = query.get('ref');
let asked = 0;

async function refresh() {
  if (!ref) return say('CSAT', 'Waiting for your helpdesk to say which conversation this is.');
  if (!pass(workspace)) return say('CSAT', 'Connect this panel once, as the person you are in fivefaces.', { connect: true });
  asked += 1;
  const mine = asked;
  const source = query.get('source');
  const answer = await fetch(`/panel/${encodeURIComponent(workspace)}/conversations/${encodeURIComponent(ref)}${source ? `?${new URLSearchParams({ source })}` : ''}`,
    { headers: { authorization: `Bearer ${pass(workspace)}` }, cache: 'no-store' }).catch(() => null);
  const body = await answer?.json().catch(() => null);
  if (mine !== asked) return undefined;
  if (answer?.status === 401) {
    forget(workspace);
    return say('CSAT', 'The connection of this panel has ended. Connect it again.', { connect: true });
  }
  if (answer?.status === 404) return say('CSAT', `fivefaces has not heard of conversation ${ref} yet.`, { connected: true });
  if (!answer?.ok || !body) {
    setTimeout(refresh, SOON);
    return say('CSAT', 'fivefaces does not answer; the panel tries again by itself.', { connected: true });
  }
  return show(body);
}

function say(line, sentence, { connect = false, connected = false } = {}) {
  write(part('line'), line);
  write(part('sentence'), sentence);
  part('answer').replaceChildren();
  part('lead').hidden = true;
  part('connect').hidden = !connect;
  part('disconnect').hidden = !connected;
  part('main').removeAttribute('aria-busy');
}

function show(conversation) {
  const { response } = conversation;
  say(conversation.panel ?? (goesOn(conversation) ? 'Not asked yet' : 'No survey was sent'), response ? '' : whyInWords(conversation).sentence, { connected: true });
  if (response) {
    part('answer').replaceChildren(scoreOf(response.score),
      response.comment ? make('blockquote', {}, response.comment) : make('p', { class: 'soft' }, 'No comment.'),
      make('p', { class: 'soft small' }, make('time', { datetime: response.responded_at }, format.moment(response.responded_at))));
  }
  part('lead').hidden = false;
  part('lead').firstElementChild.href = conversationPage({ id: workspace }, conversation.source, conversation.ref);
}

part('connect').firstElementChild.addEventListener('click', () => {
  const opened = window.open(`/panel-connect?${new URLSearchParams({ workspace })}`, 'fivefaces-panel', 'popup,width=560,height=680');
  if (!opened) write(part('sentence'), 'Your browser or your helpdesk held back the window. Allow pop-ups here and press Connect once more.');
});
part('disconnect').firstElementChild.addEventListener('click', async () => {
  await fetch(`/panel/${encodeURIComponent(workspace)}/pass`, { method: 'DELETE', headers: { authorization: `Bearer ${pass(workspace)}` } }).catch(() => null);
  forget(workspace);
  refresh();
});

window.addEventListener('message', ({ origin, source, data }) => {
  if (origin === location.origin && data?.type === 'fivefaces-pass' && data.workspace === workspace) {
    keep(workspace, data.token);
    refresh();
  } else if (source === window.parent && source !== window) {
    const told = heardRef(data);
    if (!told || told === ref) return;
    ref = told;
    refresh();
  }
});
document.addEventListener('visibilitychange', () => document.hidden || refresh());
setInterval(() => document.hidden || refresh(), EVERY);
refresh();
// what Chatwoot's dashboard apps ask with
if (!ref && window.parent !== window) window.parent.postMessage('chatwoot-dashboard-app:fetch-info', '*');

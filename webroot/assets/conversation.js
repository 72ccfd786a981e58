import { read, within } from './api.js';
import { make, write } from './element.js';
import { scoreOf } from './faces.js';
import * as format from './format.js';
import { showInvite } from './invite.js';
import { conversationsPage } from './links.js';
import { sendAgain } from './send-again.js';
import { ADMINS } from './pages.js';
import { keepCurrent, showProblem, start } from './shell.js';
import { suspectedList } from './suspected.js';
import { showVerdicts } from './verdicts.js';
import { goesOn, whyInWords } from './why.js';

const part = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);

start(async (workspace) => {
  let refresh = () => {};
  const source = query.get('source');
  const path = (...more) => within(workspace, 'conversations', query.get('ref') ?? '', ...more);
  const showSuspected = suspectedList(part('suspected'), workspace, {
    withConversation: false,
    changed: async (what) => {
      await refresh();
      write(part('done'), what);
      part('done').focus();
    },
    refused: (problem) => showProblem(problem, refresh),
  });
  const offer = sendAgain(
    () => path('invite', 'send-again') + (source ? `?${new URLSearchParams({ source })}` : ''),
    () => refresh());
  const administers = ADMINS.includes(workspace.role);
  refresh = await keepCurrent(workspace, async () => {
    const conversation = await read(path(), source ? { source } : {});
    show(workspace, conversation);
    part('kept-aside').hidden = conversation.suspected.length === 0;
    showSuspected(conversation.suspected, conversation.response !== null);
    if (administers) offer(conversation);
    part('content').hidden = false;
  });
});

function show(workspace, conversation) {
  const title = conversation.subject || `Conversation ${conversation.ref}`;
  document.title = `${title} · fivefaces`;
  write(part('ref'), `Conversation ${conversation.ref}`);
  write(part('subject'), title);
  const { state, channel, source, tags } = conversation;
  part('tags').replaceChildren(...[state, channel, source?.name, ...(tags ?? []).map((tag) => `#${tag}`)].filter(Boolean)
    .map((tag, position) => make('li', { class: position === 0 ? 'tag solid' : 'tag' }, tag)));

  write(part('panel'), conversation.panel ?? notAsked(conversation));
  part('response').replaceChildren(responseOf(conversation));
  const { question, sentence } = whyInWords(conversation);
  write(part('why'), question);
  write(part('sentence'), sentence);
  showVerdicts(part('verdicts'), conversation);
  showInvite(part('invite'), conversation);
  part('facts').replaceChildren(...factsOf(workspace, conversation));
}

function responseOf({ response }) {
  if (!response) return make('p', { class: 'soft' }, 'There is no answer to show.');
  return make('div', { class: 'given' }, scoreOf(response.score),
    response.comment ? make('blockquote', {}, response.comment) : make('p', { class: 'soft' }, 'No comment.'),
    make('p', { class: 'soft small' }, make('time', { datetime: response.responded_at }, format.moment(response.responded_at))));
}

function factsOf(workspace, { customer, assignee, messages, locale, source, ended_at: endedAt }) {
  return [
    fact('Customer', [...person(customer, 'Unknown'), ...others(workspace, customer)]),
    fact('Assignee', person(assignee, 'Nobody')),
    fact('Messages', [messages ? `${format.count(messages.inbound)} in, ${format.count(messages.outbound)} out` : format.NOTHING]),
    fact('Ended', [format.moment(endedAt)]),
    fact('Source', source ? [source.name, make('span', {}, source.kind)] : [format.NOTHING]),
    fact('Language', [customer?.locale ?? locale ?? format.NOTHING]),
  ];
}

function fact(name, values) {
  return make('div', {}, make('dt', {}, name), make('dd', {}, values));
}

/** Leads to all conversations of a customer, as far as the list can be searched for them. */
function others(workspace, customer) {
  const known = customer?.email ?? customer?.name;
  return known ? [make('a', { class: 'others', href: conversationsPage(workspace, { q: known }) }, 'Their conversations')] : [];
}

function person(someone, nobody) {
  if (!someone) return [nobody];
  return someone.name && someone.email ? [someone.name, make('span', {}, someone.email)] : [someone.name ?? someone.email ?? someone.ref];
}

function notAsked(conversation) {
  const { invite } = conversation;
  if (invite?.state === 'unknown') return 'Perhaps asked';
  return goesOn(conversation) || ['scheduled', 'claimed', 'sending'].includes(invite?.state) ? 'Not asked yet' : 'Not asked';
}

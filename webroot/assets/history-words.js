import * as format from './format.js';
import { kindOf } from './kinds.js';
import { andOf, nameOf, valueInWords } from './setting-words.js';

const MOST_NAMED = 3;

/** What may be asked for alone: the first word of what was done, and what it is called. */
export const SUBJECTS = {
  settings: 'Settings',
  workspace: 'The workspace',
  source: 'Sources',
  suppression: 'Suppressions',
  unsubscribed: 'Customers who unsubscribed',
  suspected: 'Answers kept aside',
  invite: 'Surveys sent again',
  test: 'Test mails',
  member: 'People',
  invitation: 'Invitations',
  api: 'API keys',
  webhook: 'Webhooks',
  nps: 'The quarterly survey',
};

/** Who did it, as a sentence begins. */
export function whoInWords(who) {
  return { customer: 'A customer', demo: 'The demo', fivefaces: 'fivefaces itself', 'admin key': 'The admin key', 'console link': 'Whoever opened the console link' }[who] ?? who;
}

/** What somebody did, without who: "switched surveys by email on". */
export function deedInWords({ who, what, name, changes }, sourceNames) {
  const now = (field) => changes.find((change) => change.field === field)?.after;
  const was = (field) => changes.find((change) => change.field === field)?.before;
  const [subject, id, deed] = what.split(' ');
  switch (subject) {
    case 'settings': return changed(changes, 'saved the settings as they were');
    case 'workspace': return now('slug') ? 'made this workspace' : changes.length ? `renamed the workspace to ${now('name')}` : 'saved the workspace’s name as it was';
    case 'source': return ofSource(deed, was('name') ?? name ?? sourceNames.get(id) ?? `source ${id}`, { changes, now, was });
    case 'suppression': return now('email') ? `put ${now('email')} on the list of suppressions` : `took ${was('email')} off the list of suppressions`;
    case 'unsubscribed': return 'unsubscribed from surveys';
    case 'subscribed': return 'wants surveys again';
    case 'suspected': return now('counted') ? 'counted an answer that was kept aside' : 'took a counted answer back';
    case 'invite': return `had the survey of conversation ${now('conversation')} sent again`;
    case 'test': return `sent a test mail to ${now('to')}`;
    case 'member': return ofSomething(name, changes, { added: who === name ? 'joined the workspace' : `added ${name} to the workspace`, gone: `took ${name} out of the workspace`, other: `changed the role of ${name} to ${now('role')}` });
    case 'invitation': return now('sent_again') ? `sent the invitation of ${name} again` : ofSomething(name, changes, { added: `invited ${name}`, gone: `withdrew the invitation of ${name}` });
    case 'api': return ofSomething(name, changes, { added: `made the API key ${name}`, gone: `revoked the API key ${name}` });
    case 'nps': return ofQuarter(id, name ? `the survey of ${format.quarter(name)}` : 'the quarterly survey');
    case 'webhook': return ofWebhook(`the endpoint ${name ?? id}`, { changes, now });
    default: return changes.some(({ before }) => before !== null) ? `changed ${what}` : `added ${what}`;
  }
}

function ofSource(deed, name, { changes, now, was }) {
  if (deed === 'connected') return `connected ${name} (${kindOf(now('kind')).name})`;
  if (deed === 'removed') return `removed ${name} (${kindOf(was('kind')).name})`;
  if (deed === 'replayed') return `had ${format.plural(now('events'), 'event')} of ${name} read again`;
  if (now('secret')) return `changed the secret of ${name}`;
  if (now('bot_token')) return `${now('bot_token')} the bot token of ${name}`;
  return changes.length ? `${changed(changes)} of ${name}` : `saved ${name} as it was`;
}

function ofSomething(name, changes, { added, gone, other }) {
  if (changes.length > 0 && changes.every(({ before }) => before === null)) return added;
  return changes.length > 0 && changes.every(({ after }) => after === null) ? gone : other;
}

function ofQuarter(state, survey) {
  return { paused: `paused ${survey}`, stopped: `stopped ${survey}` }[state] ?? `started ${survey} again`;
}

function ofWebhook(webhook, { changes, now }) {
  if (now('secret')) return `changed the secret of ${webhook}`;
  if (now('test')) return `sent a test to ${webhook}`;
  if (now('redelivered')) return `had an event delivered again to ${webhook}`;
  if (now('paused') === true) return `paused ${webhook}`;
  if (now('paused') === false) return `started ${webhook} again`;
  return ofSomething(webhook, changes, { added: `added ${webhook}`, gone: `removed ${webhook}`, other: `changed ${webhook}` });
}

function changed(changes, nothing) {
  if (changes.length === 0) return nothing;
  if (changes.length === 1 && typeof changes[0].after === 'boolean') return `switched ${nameOf(changes[0].field)} ${valueInWords('', changes[0].after)}`;
  return `changed ${changes.length > MOST_NAMED ? format.plural(changes.length, 'setting') : andOf(changes.map(({ field }) => nameOf(field)))}`;
}

import * as format from './format.js';
import { languageNamed } from './languages.js';

const inDays = (days) => format.plural(days, 'day');

/** The settings as a support lead calls them, with what a new workspace has. */
const SETTINGS = {
  csat_enabled: { name: 'surveys', initial: false },
  csat_email_enabled: { name: 'surveys by email', initial: false },
  csat_chat_enabled: { name: 'surveys in the chat widget', initial: false },
  csat_slack_enabled: { name: 'surveys in Slack', initial: false },
  nps_enabled: { name: 'the quarterly question', initial: false },
  nps_spread_days: { name: 'the days over which the quarterly question is spread', initial: 14, inWords: (days) => (days === 0 ? 'all at once' : inDays(days)) },
  nps_subject_template: { name: 'the quarterly mail’s subject' },
  nps_intro_template: { name: 'the quarterly mail’s introduction' },
  contact_gap_days: { name: 'the days between two surveys', initial: 7, inWords: (days) => (days === 0 ? 'none' : inDays(days)) },
  contact_gap_for_csat: { name: 'keeping those days before a survey about a conversation too', initial: false },
  trigger: { name: 'when customers are asked', initial: 'closed', words: { closed: 'when a conversation is closed', resolved: 'when a person resolved it' } },
  send_delay: { name: 'the send delay', initial: 'immediately', words: { immediately: 'at once', '1h': 'after 1 hour', '24h': 'after 24 hours', '3d': 'after 3 days' } },
  require_agent_reply: { name: 'the need of an agent’s reply', initial: false },
  slack_respondents: { name: 'who may answer in Slack', initial: 'anyone', words: { anyone: 'any customer in the thread', requester: 'only who asked' } },
  locale: { name: 'the language', initial: 'en' },
  subject_template: { name: 'the mail’s subject' },
  intro_template: { name: 'the mail’s introduction' },
  brand_color: { name: 'the colour' },
  logo_url: { name: 'the logo' },
  sender_name: { name: 'the sender’s name' },
  sender_email: { name: 'the sender’s address' },
  accept_unsigned: { name: 'taking unsigned webhooks' },
  auto_resolve_minutes: { name: 'after how many minutes it resolves by itself' },
  rate_limit: { name: 'the most events a second' },
  allowed_sites: { name: 'the sites of the widget' },
  display_name: { name: 'the name over surveys in Slack' },
  icon_url: { name: 'the picture beside surveys in Slack' },
  name: { name: 'the name' },
  bot_token: { name: 'the bot token' },
};

/** What a field is called in a sentence; one that is newer than this page by its own name. */
export function nameOf(field) {
  return SETTINGS[field]?.name ?? field.replaceAll('_', ' ');
}

/** What a new workspace has; undefined where nobody needs to know. */
export function initialOf(field) {
  return SETTINGS[field]?.initial;
}

/** A value as it is read. */
export function valueInWords(field, value) {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (field === 'locale') return languageNamed(value);
  if (SETTINGS[field]?.inWords) return SETTINGS[field].inWords(value);
  if (Array.isArray(value)) return value.length ? value.join(', ') : 'nothing';
  if (typeof value === 'object') return JSON.stringify(value);
  return SETTINGS[field]?.words?.[value] ?? String(value);
}

const CHANNELS = { csat_email_enabled: 'by email', csat_chat_enabled: 'in the chat widget', csat_slack_enabled: 'in Slack' };
const DELAYS = { immediately: 'at once', '1h': 'an hour later', '24h': 'a day later', '3d': 'three days later' };
const ENDS = { closed: 'closed', resolved: 'resolved by a person' };

/** What the settings mean for a customer, in one sentence. */
export function meaningOf(settings) {
  const channels = Object.keys(CHANNELS).filter((name) => settings[name]).map((name) => CHANNELS[name]);
  if (!settings.csat_enabled) return settings.nps_enabled ? 'No customer is asked about a conversation.' : 'No customer is asked anything.';
  if (channels.length === 0) return `No customer is asked ${settings.nps_enabled ? 'about a conversation' : 'anything'}, because no channel is switched on.`;
  const places = channels.length === 1 ? channels[0] : `${orOf(channels)}, wherever they talked to you`;
  const condition = settings.require_agent_reply ? ', if one of your agents replied' : '';
  return `A customer whose conversation is ${ENDS[settings.trigger]} is asked ${DELAYS[settings.send_delay]}, ${places}${condition}.`;
}

/** What they mean for a customer once a quarter; nothing where nobody is asked. */
export function quarterlyMeaningOf({ nps_enabled: on, nps_spread_days: spread, contact_gap_days: gap }) {
  if (!on) return '';
  const when = spread > 0 ? `spread over ${inDays(spread)}` : 'all at once';
  return `Once a quarter every customer of the last 90 days is asked by email whether they would recommend you, ${when}${gap > 0 ? `, but not within ${inDays(gap)} of another survey` : ''}.`;
}

/** "a", "a and b", "a, b and c". */
export const andOf = (words) => listed(words, 'and');
const orOf = (words) => listed(words, 'or');

function listed(words, joint) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

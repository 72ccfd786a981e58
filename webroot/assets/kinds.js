import { ZENDESK_BODY } from './zendesk-body.js';

/** The systems that can be connected: what a sentence calls them if not by name, who makes the secret (we, they, or they a key pair), whether they never take one of ours, where its two ends are pasted, what else is, and which events to tick. */
const KINDS = {
  native: {
    name: 'Your own system',
    called: 'your own system',
    secret: 'ours',
    setUp: ['Send events as JSON by POST to the URL.', 'Sign them as Standard Webhooks describes, with the secret.'],
    events: ['conversation.created', 'message.created', 'conversation.assigned', 'conversation.resolved', 'conversation.closed', 'conversation.reopened', 'customer.updated'],
  },
  chatwoot: {
    name: 'Chatwoot',
    secret: 'theirs',
    setUp: [
      'Settings → Integrations → Webhooks → Add new webhook: paste the URL and choose the events of conversations and messages.',
      'Bring the secret that Chatwoot shows beside the webhook. A release that shows none does not sign: accept unsigned webhooks.',
    ],
    events: ['Conversation Created', 'Conversation Status Changed', 'Conversation Updated', 'Message Created', 'Message Updated'],
  },
  slack: {
    name: 'Slack',
    secret: 'theirs',
    takesNone: true,
    setUp: [
      'api.slack.com/apps → Create New App → From an app manifest: choose your Slack workspace and paste the manifest that the source’s page shows.',
      'Basic Information → App Credentials: bring the Signing Secret.',
      'Install App → Install to Workspace: bring the Bot User OAuth Token. Surveys are posted with it.',
      'Event Subscriptions → Request URL → Retry: Slack could not check the URL before the Signing Secret was here.',
      'In Slack, /invite the app into every channel that you share with customers.',
      'On the page Surveys here, switch surveys in Slack on.',
    ],
  },
  zammad: {
    name: 'Zammad',
    secret: 'ours',
    setUp: [
      'Manage → Webhook → New Webhook: the URL is the Endpoint, the secret the HMAC SHA1 Signature Token.',
      'Manage → Trigger, twice, both with this webhook: once when an article is created, once when the state of a ticket has changed.',
    ],
  },
  zendesk: {
    name: 'Zendesk',
    secret: 'theirs',
    takesNone: true,
    setUp: [
      'Admin Center → Apps and integrations → Webhooks: make one for Zendesk events and one for triggers, both with the URL.',
      'Bring the signing secrets of both, with a space between.',
      'Objects and rules → Triggers → Add trigger, with the condition Ticket is created or Requester changed, the action Notify by → Active webhook → your webhook for triggers, and the body below. Only triggers know addresses: without this one nobody can be asked.',
      'Add a second one like it, with the condition Status changed to Solved and conversation.resolved as the event in its body.',
    ],
    paste: { 'body of the triggers': ZENDESK_BODY },
    events: ['Ticket created', 'Comment added', 'Status changed', 'Agent assignment changed', 'Tags changed', 'Requester changed'],
  },
  intercom: {
    name: 'Intercom',
    secret: 'theirs',
    takesNone: true,
    setUp: [
      'Developer Hub → your app → Configure → Webhooks: paste the URL as Endpoint URL and add the topics of conversations.',
      'Bring the Client secret of that app (Configure → Basic information).',
    ],
    events: ['conversation.user.created', 'conversation.user.replied', 'conversation.admin.single.created', 'conversation.admin.replied', 'conversation.admin.closed', 'conversation.admin.opened', 'conversation.admin.snoozed', 'conversation.admin.unsnoozed', 'conversation.admin.assigned', 'conversation.rating.added', 'conversation.operator.replied'],
  },
  front: {
    name: 'Front',
    secret: 'theirs',
    takesNone: true,
    setUp: [
      'Settings → Developers → your app: bring its signing key first, because Front checks the URL when you save it.',
      'Add the feature Webhooks to that app and paste the URL.',
    ],
    events: ['Inbound received', 'Outbound sent', 'Conversation archived', 'Conversation reopened', 'Conversation snooze expired', 'Assignee changed', 'Tag added', 'Tag removed'],
  },
  crisp: {
    name: 'Crisp',
    secret: 'theirs',
    setUp: [
      'Plugin hook: paste the URL under Hooks of your private plugin and bring the signing secret that stands there.',
      'Website hook (Website Settings → Advanced configuration → Web Hooks): paste the URL. It does not sign: accept unsigned webhooks.',
    ],
    events: ['message:send', 'message:received', 'session:request:initiated', 'session:set_state', 'session:set_routing', 'session:set_email', 'session:set_nickname', 'session:set_subject', 'session:set_segments', 'session:sync:locales', 'session:sync:rating'],
  },
  freshchat: {
    name: 'Freshchat',
    secret: 'key',
    setUp: [
      'Admin settings → Webhooks: bring the public key that stands there, lines and all. Until then every webhook is refused.',
      'On the same page paste the URL and switch the webhook on.',
    ],
  },
};

/** The kinds in the order in which they are offered. */
export const KIND_NAMES = Object.keys(KINDS);

/** What is known of a kind; one that is newer than this page is taken at its word. */
export function kindOf(kind) {
  return KINDS[kind] ?? { name: kind, secret: 'theirs', setUp: ['Paste the URL where the system asks for the address of a webhook.', 'Bring the secret that it signs with.'] };
}

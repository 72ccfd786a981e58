const EVERYBODY = ['owner', 'admin', 'agent'];
/** The roles that may change how a workspace is set. */
export const ADMINS = ['owner', 'admin'];

/** The pages that the head of each page leads to, for whom each is, and what else belongs below it. */
export const PAGES = [
  { name: 'Analytics', roles: ADMINS, all: [{ path: '/analytics', name: 'CSAT' }, { path: '/nps', name: 'NPS' }, { path: '/suspected' }] },
  { name: 'Conversations', roles: EVERYBODY, all: [{ path: '/conversations' }, { path: '/conversation' }] },
  { name: 'Mailbox', roles: ADMINS, all: [{ path: '/mailbox' }] },
  {
    name: 'Settings',
    roles: ADMINS,
    all: [
      { path: '/settings', name: 'Surveys' },
      { path: '/email', name: 'Email' },
      { path: '/sources', name: 'Sources' },
      { path: '/suppressions', name: 'Suppressions' },
      { path: '/webhooks', name: 'Webhooks' },
      { path: '/people', name: 'People' },
      { path: '/api-keys', name: 'API keys' },
      { path: '/history', name: 'History' },
    ],
  },
];

/** The entry that a path belongs to, or undefined. */
export function entryOf(path) {
  return PAGES.find(({ all }) => all.some((page) => page.path === path));
}

/** What the service answers when it says no. */
export class Problem extends Error {
  constructor({ title, detail, status }) {
    super(title);
    this.detail = detail ?? '';
    this.status = status;
  }
}

/** Reads JSON; refusals become a Problem, and without a session the reader is sent to sign in. */
export async function read(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(query ? `${path}?${query}` : path, { headers: { accept: 'application/json' } }).catch(() => {
    throw new Problem({ title: 'The service does not answer', detail: 'It may be restarting, or you may be offline.' });
  });
  if (response.status === 401) {
    location.assign('/sign-in');
    return new Promise(() => {});
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new Problem({ title: `The service answered ${response.status}`, ...body, status: response.status });
}

/** The address of something inside a workspace. */
export function within(workspace, ...parts) {
  return ['/api/workspaces', workspace.id, ...parts].map((part, position) => (position ? encodeURIComponent(part) : part)).join('/');
}

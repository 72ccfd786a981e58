/** What the service answers when it says no. */
export class Problem extends Error {
  constructor({ title, detail, status }) {
    super(title);
    this.detail = detail ?? '';
    this.status = status;
  }
}

/** Reads JSON; refusals become a Problem, and without a session the reader is sent to sign in. */
export function read(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return ask(query ? `${path}?${query}` : path, {});
}

/** Reads the first pages of a list: their items, and the cursor of what follows them or null. */
export async function readPages(path, pages, parameters = {}) {
  const items = [];
  let next = null;
  for (let page = 0; page < pages && (page === 0 || next); page += 1) {
    const answer = await read(path, next ? { ...parameters, cursor: next } : parameters);
    items.push(...answer.items);
    next = answer.next;
  }
  return { items, next };
}

/** Asks for a change, with JSON where there is something to say, and reads the answer as `read` does. */
export function send(method, path, body) {
  return ask(path, body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

async function ask(path, { headers, ...request }) {
  const response = await fetch(path, { ...request, headers: { accept: 'application/json', ...headers } }).catch(() => {
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

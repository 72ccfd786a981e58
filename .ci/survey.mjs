// One survey from the chat system's webhook to the score, over HTTP, as a stranger to the code would do it.
//   node survey.mjs ask <url> <admin key>                  prints the workspace in which it happened
//   node survey.mjs recall <url> <admin key> <workspace>   finds it all there again
import { createHmac, randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';

const [task, url, key, known] = process.argv.slice(2);
const DEADLINE = 20_000;

async function call(method, path, body) {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

async function until(what, read, expected) {
  const end = Date.now() + DEADLINE;
  for (;;) {
    const value = await read();
    if (expected(value)) return value;
    assert.ok(Date.now() < end, `Not within ${DEADLINE} ms: ${what}. Last seen: ${JSON.stringify(value)}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** Posts events signed by Standard Webhooks. */
async function hook(source, events) {
  const id = `msg_${randomUUID()}`;
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const body = JSON.stringify(events);
  const secret = Buffer.from(source.secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp };
  const send = (signed) => fetch(source.url, { method: 'POST', headers: { ...headers, 'webhook-signature': signed }, body });

  assert.equal((await send(`v1,${Buffer.alloc(32).toString('base64')}`)).status, 401, 'a forged webhook');
  const received = await send(`v1,${signature}`);
  assert.equal(received.status, 202, 'a signed webhook');
  assert.deepEqual(await received.json(), { accepted: events.length, duplicates: 0 });
  assert.deepEqual(await (await send(`v1,${signature}`)).json(), { accepted: 0, duplicates: events.length }, 'the same again');
}

function event(type, ref, more = {}) {
  const { conversation, ...rest } = more;
  return { id: `evt_${randomUUID()}`, type, occurred_at: new Date().toISOString(), conversation: { ref, channel: 'email', ...conversation }, ...rest };
}

function talk(ref, isAnswered) {
  const customer = { ref: '88', email: 'ada@customer.test', name: 'Ada' };
  const agent = { ref: '5', name: 'Bo', kind: 'agent' };
  const message = (direction, author) => event('message.created', ref, { message: { ref: `m-${randomUUID()}`, direction, author } });
  return [
    event('conversation.created', ref, { conversation: { subject: 'Invoice 88' }, customer }),
    message('in', 'customer'),
    ...(isAnswered ? [message('out', 'agent')] : []),
    event('conversation.closed', ref, { actor: agent }),
  ];
}

async function ask() {
  const { id } = await call('POST', '/api/workspaces', { name: 'Lumen', slug: `lumen-${Date.now()}` });
  const workspace = `/api/workspaces/${id}`;
  await call('PATCH', `${workspace}/settings`, { csat_enabled: true, csat_email_enabled: true });
  const source = await call('POST', `${workspace}/sources`, { kind: 'native', name: 'Shop' });
  await hook(source, talk('4711', true));
  await hook(source, talk('4712', false));

  const { items: [letter] } = await until('the survey is in the mailbox', () => call('GET', `${workspace}/mailbox`), ({ items }) => items.length === 1);
  assert.match(letter.to, /ada@customer\.test/);
  const mail = await call('GET', `${workspace}/mailbox/${letter.id}`);
  const [, link] = mail.text.match(/(http:\S+\/s\/\S+)\?score=5/);

  const page = await fetch(`${link}?score=5`);
  assert.equal(page.status, 200, 'the survey page');
  const html = await page.text();
  assert.match(html, /value="5" required checked/, 'the face that was clicked is chosen');
  const [, view] = html.match(/name="view" value="([^"]+)"/);
  const answer = (form) => fetch(link, { method: 'POST', body: new URLSearchParams({ score: '5', comment: 'Great work', ...form }) });
  assert.equal((await answer()).status, 202, 'an answer without a page view is kept aside');
  assert.equal((await answer({ view })).status, 201, 'the first answer');
  assert.equal((await answer({ view })).status, 409, 'the second answer');
  await recall(workspace);
  console.log(id);
}

async function recall(workspace) {
  const stats = await until(
    'the answer is counted', () => call('GET', `${workspace}/stats/csat?days=7`),
    ({ current }) => current.responses === 1 && current.closed === 2,
  );
  assert.equal(stats.current.invites_sent, 1);
  assert.equal(stats.current.average, 5);
  assert.equal(stats.gates.find(({ gate }) => gate === 'two_messages').stopped, 1);
  const asked = await call('GET', `${workspace}/conversations/4711`);
  assert.equal(asked.panel, 'CSAT 5/5');
  assert.equal(asked.response.comment, 'Great work');
  const notAsked = await call('GET', `${workspace}/conversations/4712`);
  assert.equal(notAsked.reason, 'two_messages', 'why nobody was asked about the second conversation');
  assert.equal(notAsked.invite, null);
}

await (task === 'ask' ? ask() : recall(`/api/workspaces/${known}`));

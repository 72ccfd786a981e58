// What both Node peers share: the signature, the native event, the statement, the workers.
import cluster from 'node:cluster';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import pg from 'pg';

const INGEST = readFileSync(new URL('./ingest.sql', import.meta.url), 'utf8');
const TOLERANCE_SECONDS = 300;
const STATES = new Map([
  ['conversation.created', null],
  ['message.created', null],
  ['conversation.assigned', null],
  ['customer.updated', null],
  ['conversation.resolved', 'resolved'],
  ['conversation.closed', 'closed'],
  ['conversation.reopened', 'open'],
]);
const CHANNELS = new Set(['email', 'chat', 'slack']);
const DIRECTIONS = new Set(['in', 'out']);
const AUTHORS = new Set(['customer', 'agent', 'bot', 'system']);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export const sources = new Map(
  JSON.parse(process.env.SOURCES).map(({ key, workspace, source, secret }) => [
    key,
    { workspace, source, secret: Buffer.from(secret.slice('whsec_'.length), 'base64') },
  ]),
);

const pool = () => new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, idleTimeoutMillis: 0 });

export class Malformed extends Error {}

function need(holds, otherwise) {
  if (!holds) throw new Malformed(otherwise);
}

function key(value, field) {
  need(value === undefined || value === null || (typeof value === 'string' && value.length <= 200), `${field} is too long`);
  return value ?? null;
}

function text(value, field) {
  need(value === undefined || value === null || typeof value === 'string', `${field} is no text`);
  return value ?? null;
}

export function isAuthentic(source, headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS;
  if (!id || !signatures || !isFresh) return false;
  const expected = createHmac('sha256', source.secret).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.split(' ').some((one) => {
    const given = one.startsWith('v1,') ? Buffer.from(one.slice(3), 'base64') : Buffer.alloc(0);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** The statement's parameters. */
export function read(source, webhookId, body) {
  let event;
  try {
    event = JSON.parse(body);
  } catch (e) {
    throw new Malformed(e.message);
  }
  const { conversation, customer, assignee, message } = event;
  need(STATES.has(event.type), 'type is unknown');
  need(typeof event.occurred_at === 'string' && TIME.test(event.occurred_at), 'occurred_at is no time');
  need(typeof conversation?.ref === 'string' && conversation.ref !== '', 'conversation.ref is missing');
  need(conversation.channel === undefined || CHANNELS.has(conversation.channel), 'channel is unknown');
  need(conversation.tags === undefined || Array.isArray(conversation.tags), 'tags is no list');
  const isMessage = event.type === 'message.created';
  if (isMessage) {
    need(DIRECTIONS.has(message?.direction), 'direction is unknown');
    need(AUTHORS.has(message.author), 'author is unknown');
  }
  const id = key(event.id, 'id') ?? webhookId;
  return [
    source.workspace,
    source.source,
    id,
    body,
    event.occurred_at,
    key(conversation.ref, 'conversation.ref'),
    conversation.channel ?? null,
    text(conversation.subject, 'conversation.subject'),
    conversation.tags?.join('\n') ?? null,
    text(conversation.locale, 'conversation.locale'),
    key(customer?.ref, 'customer.ref'),
    text(customer?.email, 'customer.email'),
    text(customer?.name, 'customer.name'),
    key(assignee?.ref, 'assignee.ref'),
    text(assignee?.name, 'assignee.name'),
    text(assignee?.email, 'assignee.email'),
    STATES.get(event.type),
    isMessage ? (key(message.ref, 'message.ref') ?? id) : null,
    isMessage ? message.direction : null,
    isMessage ? message.author : null,
  ];
}

/** Stores an event in one transaction and one round trip; how many of it were new. */
export function ingestion() {
  const connections = pool();
  return async (values) => {
    const { rows } = await connections.query({ name: 'ingest', text: INGEST, values });
    return { accepted: rows[0].accepted, duplicates: 1 - rows[0].accepted };
  };
}

/** Runs the server in one worker per core. */
export function perCore(serve) {
  if (!cluster.isPrimary) {
    serve();
    return;
  }
  for (let i = 0; i < Math.max(2, availableParallelism()); i++) cluster.fork();
  cluster.on('exit', () => process.exit(1));
}

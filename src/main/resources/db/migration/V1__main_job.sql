-- workspace_id leads every primary key and unique constraint of a workspace's own rows, so that the
-- tables can be distributed by it; composite foreign keys keep a workspace's rows together.

-- The one clock of every due time, lease and timestamp that the database decides by.
create function moment() returns timestamptz language sql stable as 'select clock_timestamp()';

create table workspaces (
  workspace_id int generated always as identity primary key,
  slug text collate "C" not null unique,
  name text not null,
  demo boolean not null default false,
  settings jsonb not null,
  created_at timestamptz not null default moment()
);

create table audit (
  workspace_id int not null references workspaces,
  audit_id bigint generated always as identity,
  at timestamptz not null default moment(),
  who text not null,
  what text not null,
  before jsonb,
  after jsonb,
  primary key (workspace_id, audit_id)
);

create table sources (
  workspace_id int not null references workspaces,
  source_id int generated always as identity,
  kind text not null,
  name text not null,
  -- the unguessable part of its URL, led by the workspace: <workspace_id>-<random>
  key text collate "C" not null,
  -- sealed by the master key; never stored in the clear
  secret bytea not null,
  -- null: the workspace's trigger
  trigger text check (trigger in ('closed', 'resolved')),
  created_at timestamptz not null default moment(),
  primary key (workspace_id, source_id),
  unique (workspace_id, key)
);

-- Every event ever accepted, by the key that deduplicates it; nothing else is indexed on the hot path.
create table event_keys (
  workspace_id int not null,
  source_id int not null,
  event_id text collate "C" not null,
  primary key (workspace_id, source_id, event_id)
);

-- What was accepted, as the bytes that came, a row per batch: it is the projection's queue and its replay.
create table event_batches (
  workspace_id int not null,
  source_id int not null,
  batch_id bigint generated always as identity,
  received_at timestamptz not null default moment(),
  projected_at timestamptz,
  event_ids text[] not null,
  payloads bytea[] not null,
  primary key (workspace_id, source_id, batch_id)
);
-- compressing costs more of the database's time than writing
alter table event_batches alter column payloads set storage external;
create index event_batches_waiting on event_batches (batch_id) where projected_at is null;

-- A fact column and the time its source gave it (…_at) move together: the later one wins.
create table customers (
  workspace_id int not null,
  source_id int not null,
  ref text collate "C" not null,
  version int not null,
  email text,
  email_at timestamptz,
  name text,
  name_at timestamptz,
  primary key (workspace_id, source_id, ref),
  foreign key (workspace_id, source_id) references sources
);

create table conversations (
  workspace_id int not null,
  source_id int not null,
  ref text collate "C" not null,
  version int not null,
  -- the projection, from the events alone
  created_at timestamptz not null,
  channel text,
  channel_at timestamptz,
  subject text,
  subject_at timestamptz,
  tags text[],
  tags_at timestamptz,
  locale text,
  locale_at timestamptz,
  slack_channel text,
  slack_thread text,
  slack_at timestamptz,
  visitor text,
  visitor_at timestamptz,
  customer_ref text collate "C",
  customer_at timestamptz,
  assignee_ref text,
  assignee_name text,
  assignee_email text,
  assignee_at timestamptz,
  state text not null check (state in ('open', 'resolved', 'closed')),
  state_at timestamptz,
  state_automatic boolean not null default false,
  resolved_at timestamptz,
  closed_at timestamptz,
  resolver text,
  resolver_at timestamptz,
  resolver_closed boolean not null default false,
  -- the judgement, by the gates: when it ended and the first shut gate, null while none is
  to_judge boolean not null default false,
  ended_at timestamptz,
  reason text,
  primary key (workspace_id, source_id, ref),
  foreign key (workspace_id, source_id) references sources
);
create index conversations_to_judge on conversations (workspace_id, source_id, ref) where to_judge;
-- partial, so that no foreign key's check can mistake it for the primary key while the table is young
create index conversations_ended on conversations (workspace_id, ended_at, reason) where ended_at is not null;
create index conversations_refused on conversations (workspace_id, reason, ended_at) where reason is not null;

create table messages (
  workspace_id int not null,
  source_id int not null,
  conversation_ref text collate "C" not null,
  ref text collate "C" not null,
  direction text not null check (direction in ('in', 'out')),
  author text not null check (author in ('customer', 'agent', 'bot', 'system')),
  occurred_at timestamptz not null,
  primary key (workspace_id, source_id, conversation_ref, ref),
  foreign key (workspace_id, source_id, conversation_ref) references conversations
);

-- The latest judgement of each gate, with the input it saw.
create table verdicts (
  workspace_id int not null,
  source_id int not null,
  conversation_ref text collate "C" not null,
  gate text not null,
  open boolean not null,
  saw text not null,
  at timestamptz not null,
  primary key (workspace_id, source_id, conversation_ref, gate),
  foreign key (workspace_id, source_id, conversation_ref) references conversations
);

create table survey_invites (
  workspace_id int not null references workspaces,
  invite_id bigint generated always as identity,
  kind text not null default 'csat' check (kind in ('csat')),
  source_id int not null,
  conversation_ref text collate "C" not null,
  channel text not null,
  state text not null check (state in ('scheduled', 'claimed', 'sending', 'sent', 'cancelled', 'failed', 'unknown')),
  -- why it is not sent; the three sad ends always say
  reason text check (reason is not null or state not in ('cancelled', 'failed', 'unknown')),
  -- grows with every hand-over begun; part of the Message-ID
  epoch int not null default 0,
  refusals int not null default 0,
  created_at timestamptz not null default moment(),
  -- the send delay's end; next_try_at moves on with every refusal
  due_at timestamptz not null,
  next_try_at timestamptz not null,
  claim_token uuid,
  lease_until timestamptz,
  recipient text,
  customer_ref text,
  nonce bytea,
  issued_at timestamptz,
  sent_at timestamptz,
  primary key (workspace_id, invite_id),
  -- at most one per conversation, ever
  unique (workspace_id, source_id, conversation_ref),
  foreign key (workspace_id, source_id, conversation_ref) references conversations
);
create index survey_invites_due on survey_invites (next_try_at) where state = 'scheduled';
create index survey_invites_leased on survey_invites (lease_until) where state in ('claimed', 'sending');
create index survey_invites_sent on survey_invites (workspace_id, sent_at) where sent_at is not null;

create table suppressions (
  workspace_id int not null references workspaces,
  email text collate "C" not null,
  reason text not null,
  at timestamptz not null default moment(),
  primary key (workspace_id, email)
);

create table csat_responses (
  workspace_id int not null,
  invite_id bigint not null,
  source_id int not null,
  conversation_ref text collate "C" not null,
  score smallint not null check (score between 1 and 5),
  comment text,
  responded_at timestamptz not null default moment(),
  primary key (workspace_id, invite_id),
  foreign key (workspace_id, invite_id) references survey_invites,
  foreign key (workspace_id, source_id, conversation_ref) references conversations
);
create index csat_responses_newest on csat_responses (workspace_id, responded_at desc, invite_id desc);
create index csat_responses_low on csat_responses (workspace_id, responded_at desc) where score <= 2;
create index csat_responses_conversation on csat_responses (workspace_id, source_id, conversation_ref);

-- Days whose rollup no longer equals a recount. A mark is written in the transaction that made it so.
create table stale_days (
  workspace_id int not null references workspaces,
  mark_id bigint generated always as identity,
  day date not null,
  primary key (workspace_id, mark_id)
);

-- The rollups, narrow on purpose: reading a window touches days, not answers. All days are UTC.
create table day_scores (
  workspace_id int not null,
  day date not null,
  score smallint not null,
  responses int not null,
  primary key (workspace_id, day, score)
);
create table day_agents (
  workspace_id int not null,
  day date not null,
  agent text not null,
  responses int not null,
  score_sum int not null,
  primary key (workspace_id, day, agent)
);
create table day_invites (
  workspace_id int not null,
  day date not null,
  sent int not null,
  answered int not null,
  primary key (workspace_id, day)
);
-- What became of the conversations that ended on a day: a gate's name, or the state of the invite.
create table day_outcomes (
  workspace_id int not null,
  day date not null,
  outcome text not null,
  conversations int not null,
  primary key (workspace_id, day, outcome)
);

-- People and machines who may look. A person may belong to several workspaces, so these know none.
create table accounts (
  email text collate "C" primary key,
  password_hash text not null,
  created_at timestamptz not null default moment()
);
create table sessions (
  token_hash bytea primary key,
  who text not null,
  created_at timestamptz not null default moment(),
  expires_at timestamptz not null
);
create index sessions_expiry on sessions (expires_at);

-- What the built-in mailbox shows when no SMTP server is configured.
create table mailbox (
  workspace_id int not null references workspaces,
  mail_id bigint generated always as identity,
  sent_at timestamptz not null default moment(),
  sender text not null,
  recipient text not null,
  subject text not null,
  headers jsonb not null,
  body_text text not null,
  body_html text not null,
  primary key (workspace_id, mail_id)
);

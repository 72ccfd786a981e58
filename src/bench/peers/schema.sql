-- What every peer writes: the columns of fivefaces' own tables that the events fill, with the primary keys as the only
-- indexes and, in the peers' favour, without foreign keys and checks.
create table events (
  workspace_id int not null,
  source_id int not null,
  event_id text collate "C" not null,
  received_at timestamptz not null default clock_timestamp(),
  payload bytea not null,
  primary key (workspace_id, source_id, event_id)
);

create table customers (
  workspace_id int not null,
  source_id int not null,
  ref text collate "C" not null,
  email text,
  email_at timestamptz,
  name text,
  name_at timestamptz,
  primary key (workspace_id, source_id, ref)
);

create table conversations (
  workspace_id int not null,
  source_id int not null,
  ref text collate "C" not null,
  created_at timestamptz not null,
  channel text,
  channel_at timestamptz,
  subject text,
  subject_at timestamptz,
  tags text[],
  tags_at timestamptz,
  locale text,
  locale_at timestamptz,
  customer_ref text,
  customer_at timestamptz,
  assignee_ref text,
  assignee_name text,
  assignee_email text,
  assignee_at timestamptz,
  state text not null,
  state_at timestamptz,
  primary key (workspace_id, source_id, ref)
);

create table messages (
  workspace_id int not null,
  source_id int not null,
  conversation_ref text collate "C" not null,
  ref text collate "C" not null,
  direction text not null,
  author text not null,
  occurred_at timestamptz not null,
  primary key (workspace_id, source_id, conversation_ref, ref)
);

-- Who wants to hear of what happens here, what happened, and what was told to whom.

create table webhook_endpoints (
  workspace_id int not null references workspaces,
  endpoint_id int generated always as identity,
  url text not null,
  events text[] not null,
  -- sealed by the master key
  secret bytea not null,
  -- the one before signs too, until then
  previous_secret bytea,
  previous_until timestamptz,
  -- the first of the failures since its last success
  failing_since timestamptz,
  paused_at timestamptz,
  paused_reason text check (paused_reason is not null or paused_at is null),
  created_at timestamptz not null default moment(),
  removed_at timestamptz,
  primary key (workspace_id, endpoint_id)
);
create index webhook_endpoints_paused on webhook_endpoints (workspace_id) where paused_at is not null;

-- Written in the transaction of what it tells of; its id is the webhook-id of every attempt.
create table webhook_events (
  workspace_id int not null references workspaces,
  event_id text collate "C" not null,
  type text not null,
  payload bytea not null,
  created_at timestamptz not null default moment(),
  primary key (workspace_id, event_id)
);

-- One event to one endpoint.
create table webhook_deliveries (
  workspace_id int not null,
  delivery_id bigint generated always as identity,
  endpoint_id int not null,
  event_id text collate "C" not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'exhausted')),
  -- attempts that the schedule counts; one asked for by hand does not
  attempts int not null default 0,
  next_try_at timestamptz not null default moment(),
  claim_token uuid,
  lease_until timestamptz,
  settled_at timestamptz,
  -- a person wants one more try
  asked_at timestamptz,
  created_at timestamptz not null default moment(),
  primary key (workspace_id, delivery_id),
  unique (workspace_id, endpoint_id, event_id),
  foreign key (workspace_id, endpoint_id) references webhook_endpoints,
  foreign key (workspace_id, event_id) references webhook_events
);
create index webhook_deliveries_due on webhook_deliveries (next_try_at) where state = 'pending';
create index webhook_deliveries_newest on webhook_deliveries (workspace_id, endpoint_id, delivery_id);
create index webhook_deliveries_in_state on webhook_deliveries (workspace_id, endpoint_id, state, delivery_id);
create index webhook_deliveries_asked on webhook_deliveries (asked_at) where asked_at is not null;

create table webhook_attempts (
  workspace_id int not null,
  delivery_id bigint not null,
  attempt_id bigint generated always as identity,
  at timestamptz not null default moment(),
  took_ms int not null,
  -- null: no answer; then the error says why
  status int,
  error text,
  by_hand boolean not null default false,
  primary key (workspace_id, delivery_id, attempt_id),
  foreign key (workspace_id, delivery_id) references webhook_deliveries
);

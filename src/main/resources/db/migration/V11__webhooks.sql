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

-- Written in the transaction of what it tells of; its id is the webhook-id of every attempt. Kept for 30 days.
create table webhook_events (
  workspace_id int not null references workspaces,
  event_id text collate "C" not null,
  type text not null,
  payload bytea not null,
  created_at timestamptz not null default moment(),
  primary key (workspace_id, event_id)
);
create index webhook_events_oldest on webhook_events (created_at);

-- One event to one endpoint.
create table webhook_deliveries (
  workspace_id int not null,
  delivery_id bigint generated always as identity,
  endpoint_id int not null,
  event_id text collate "C" not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'exhausted')),
  -- attempts that the schedule counts; one asked for by hand does not
  attempts int not null default 0,
  -- while it is claimed: the end of the lease
  next_try_at timestamptz not null default moment(),
  claim_token uuid,
  lease_until timestamptz,
  settled_at timestamptz,
  -- a person wants one more try
  asked_at timestamptz,
  created_at timestamptz not null default moment(),
  primary key (workspace_id, delivery_id),
  unique (workspace_id, event_id, endpoint_id),
  foreign key (workspace_id, endpoint_id) references webhook_endpoints,
  foreign key (workspace_id, event_id) references webhook_events
);
-- led by the endpoint, so that a million that wait for one cost the others nothing
create index webhook_deliveries_due on webhook_deliveries (workspace_id, endpoint_id, next_try_at) where state = 'pending';
create index webhook_deliveries_newest on webhook_deliveries (workspace_id, endpoint_id, delivery_id);
create index webhook_deliveries_in_state on webhook_deliveries (workspace_id, endpoint_id, state, delivery_id);
create index webhook_deliveries_asked on webhook_deliveries (asked_at) where asked_at is not null;
create index webhook_deliveries_asked_of on webhook_deliveries (workspace_id, endpoint_id) where asked_at is not null;

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

-- The outbox is written by triggers, so that no way of answering or of being sent can forget it.

-- The same whenever the same thing is told of; another answer to the same invite was given at another time.
create function webhook_event_id(type text, workspace int, invite bigint, at timestamptz) returns text
language sql immutable as $$
  select 'evt_' || left(encode(sha256(convert_to(
    type || ' ' || workspace || ' ' || invite || ' ' || coalesce(extract(epoch from at), 0), 'UTF8')), 'hex'), 32)
$$;

create function webhook_time(at timestamptz) returns text language sql immutable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A transaction that writes a past that never was sets fivefaces.untold, and nobody is told of it.
create function wants_webhooks(workspace int, event text) returns boolean language sql stable as $$
  select exists (
      select from webhook_endpoints where workspace_id = workspace and removed_at is null and event = any (events))
    and coalesce(current_setting('fivefaces.untold', true), '') = ''
$$;

-- Never a second event of the same id, and so no second delivery.
create function queue_webhook(workspace int, id text, event text, told json, pause interval) returns void
language sql as $$
  with happened as (
    insert into webhook_events (workspace_id, event_id, type, payload)
    values (workspace, id, event, convert_to(told::text, 'UTF8'))
    on conflict do nothing
    returning workspace_id, event_id)
  insert into webhook_deliveries (workspace_id, endpoint_id, event_id, next_try_at)
  select e.workspace_id, e.endpoint_id, happened.event_id, moment() + pause
  from happened
  join webhook_endpoints e on e.workspace_id = happened.workspace_id
  where e.removed_at is null and event = any (e.events)
$$;

create function csat_webhook(response csat_responses) returns json language sql stable as $$
  select json_build_object('type', 'ticket.csat_received', 'ticketId', response.conversation_ref,
    'rating', response.score, 'comment', response.comment, 'respondedAt', webhook_time(response.responded_at))
$$;

-- In the chat and in Slack the score comes first and the comment after it, so the score waits for it a minute.
create function tell_response() returns trigger language plpgsql as $$
begin
  if wants_webhooks(new.workspace_id, 'ticket.csat_received') then
    perform queue_webhook(new.workspace_id,
      webhook_event_id('ticket.csat_received', new.workspace_id, new.invite_id, new.responded_at),
      'ticket.csat_received', csat_webhook(new),
      case when new.comment is null and exists (
          select from survey_invites i
          where i.workspace_id = new.workspace_id and i.invite_id = new.invite_id and i.channel <> 'email')
        then interval '1 minute' else interval '0' end);
  end if;
  return null;
end
$$;
create trigger csat_responses_told after insert on csat_responses for each row execute function tell_response();

-- A message never changes once anybody was called with it.
create function tell_comment() returns trigger language plpgsql as $$
declare
  event constant text := webhook_event_id('ticket.csat_received', new.workspace_id, new.invite_id, new.responded_at);
begin
  perform from webhook_deliveries d where d.workspace_id = new.workspace_id and d.event_id = event for update;
  if found and not exists (
    select from webhook_deliveries d
    where d.workspace_id = new.workspace_id and d.event_id = event
      and (d.state <> 'pending' or d.attempts > 0 or d.claim_token is not null or exists (
        select from webhook_attempts a where a.workspace_id = d.workspace_id and a.delivery_id = d.delivery_id)))
  then
    update webhook_events v set payload = convert_to(csat_webhook(new)::text, 'UTF8')
    where v.workspace_id = new.workspace_id and v.event_id = event;
    update webhook_deliveries d set next_try_at = moment() where d.workspace_id = new.workspace_id and d.event_id = event;
  end if;
  return null;
end
$$;
create trigger csat_responses_commented after update of comment on csat_responses for each row
when (old.comment is null and new.comment is not null) execute function tell_comment();

create function tell_invite() returns trigger language plpgsql as $$
declare
  event constant text := 'survey.' || new.state;
begin
  if wants_webhooks(new.workspace_id, event) then
    perform queue_webhook(new.workspace_id, webhook_event_id(event, new.workspace_id, new.invite_id, null), event,
      case new.state
        when 'sent' then json_build_object('type', event, 'ticketId', new.conversation_ref, 'channel', new.channel,
          'sentAt', webhook_time(new.sent_at))
        else json_build_object('type', event, 'ticketId', new.conversation_ref, 'channel', new.channel,
          'reason', new.reason, 'failedAt', webhook_time(moment())) end,
      interval '0');
  end if;
  return null;
end
$$;
create trigger survey_invites_told after update of state on survey_invites for each row
when (new.state in ('sent', 'failed') and old.state <> new.state) execute function tell_invite();

-- NPS: once a quarter, one invite per customer. Quarters are UTC, such as 2026-Q4.

alter table survey_invites
  drop constraint survey_invites_kind_check,
  add constraint survey_invites_kind_check check (kind in ('csat', 'nps')),
  -- the quarter an NPS invite is for; its conversation is the customer's last one
  add column quarter text collate "C",
  -- the address by which its customer is one customer, whatever references they are known by
  add column address text collate "C",
  -- compared with customers.ref, so of its collation: no index serves a comparison of two
  alter column customer_ref type text collate "C",
  add constraint survey_invites_quarter_check check ((kind = 'nps') = (quarter is not null) and (kind = 'nps') = (address is not null)),
  drop constraint survey_invites_workspace_id_source_id_conversation_ref_key,
  -- at most one CSAT invite per conversation, ever: its quarter is null
  add constraint survey_invites_conversation unique nulls not distinct (workspace_id, source_id, conversation_ref, quarter);
-- at most one per customer and quarter, by what their source calls them and by their address, where it has taken or may
-- take the way out. Neither says where kind = 'nps': a look-up that does not either has one index that may serve it, and
-- no plan can mistake another for it while both are young.
create unique index survey_invites_quarter_customer on survey_invites (workspace_id, quarter, source_id, customer_ref)
  where quarter is not null and customer_ref is not null;
create unique index survey_invites_quarter_address on survey_invites (workspace_id, quarter, address)
  where address is not null and (state <> 'cancelled' or epoch > 0);
-- those of CSAT go first
drop index survey_invites_due;
create index survey_invites_due on survey_invites (kind, next_try_at) where state = 'scheduled';
-- NPS invites on their way are few at any time, so that those of CSAT never queue behind a whole quarter
create index survey_invites_nps_waiting on survey_invites (workspace_id) where kind = 'nps' and state in ('scheduled', 'claimed');
-- what became of a quarter's invites, counted
create index survey_invites_nps_states on survey_invites (workspace_id, quarter, state) where kind = 'nps';
-- when a customer was last asked: what was never handed over comes first
create index survey_invites_customer on survey_invites (workspace_id, source_id, customer_ref, issued_at desc)
  where state <> 'cancelled';
drop index survey_invites_recipient;
create index survey_invites_recipient on survey_invites (workspace_id, lower(recipient), issued_at desc)
  where recipient is not null;
drop index survey_invites_sent;
create index survey_invites_sent on survey_invites (workspace_id, kind, sent_at) where sent_at is not null;

-- One address is one customer: this finds all that their sources know by it. It serves the search as well.
create index customers_address on customers (workspace_id, (lower(btrim(email)) collate "C"), source_id, ref)
  where email is not null;
drop index customers_email;

-- The last survey of any kind that a customer got, by their reference or their address, or that is on its way to them
-- (then at is null); never the one that is judged itself. Of their newest twenty each way.
create function last_asked(workspace int, source int, customer text, email text, but bigint)
returns table (kind text, at timestamptz) language sql stable as $$
  select newest.kind, case when newest.state in ('sent', 'unknown') then newest.issued_at end
  from (
    (select i.kind, i.state, i.issued_at, i.invite_id from survey_invites i
    where i.workspace_id = workspace and i.source_id = source and i.customer_ref = customer and i.state <> 'cancelled'
    order by i.issued_at desc limit 20)
    union all
    (select i.kind, i.state, i.issued_at, i.invite_id from survey_invites i
    where i.workspace_id = workspace and lower(i.recipient) = lower(btrim(email)) collate "default" and i.recipient is not null
    order by i.issued_at desc limit 20)) as newest
  where newest.state not in ('failed', 'cancelled') and newest.invite_id is distinct from but
  order by newest.state in ('sent', 'unknown'), newest.issued_at desc nulls last limit 1
$$;

create index workspaces_nps on workspaces (workspace_id) where (settings ->> 'nps_enabled')::boolean;

-- A quarter of a workspace, and how far the walk over its customers has come.
create table nps_quarters (
  workspace_id int not null references workspaces,
  quarter text collate "C" not null check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
  state text not null check (state in ('running', 'paused', 'stopped', 'over')),
  -- what the moments of its customers count from; a pause moves it on
  started_at timestamptz not null default moment(),
  paused_at timestamptz check ((paused_at is not null) = (state = 'paused')),
  -- since when the workspace's switch was seen off while it ran: that moves it on as a pause does
  off_at timestamptz,
  -- the last customer looked at; null at the beginning of a walk
  at_source int,
  at_ref text collate "C",
  walk_began_at timestamptz not null default moment(),
  walks int not null default 0,
  -- when the last whole walk ended
  walked_at timestamptz,
  next_walk_at timestamptz not null default moment(),
  primary key (workspace_id, quarter)
);
create index nps_quarters_walk on nps_quarters (next_walk_at) where state = 'running';
create index nps_quarters_open on nps_quarters (quarter) where state <> 'over';

-- The latest judgement of a customer in a quarter: each gate's verdict with the input it saw (the arrays are parallel),
-- the first shut gate, and when they are to be asked while none is.
create table nps_judgements (
  workspace_id int not null,
  quarter text collate "C" not null,
  source_id int not null,
  customer_ref text collate "C" not null,
  reason text,
  gates text[] not null,
  open boolean[] not null,
  saw text[] not null,
  at timestamptz not null,
  -- how long after the quarter's start they are to be asked, so that a pause moves all of them; null while a gate is shut
  due_after interval,
  -- to be asked, and not handed to the delivery yet
  waits boolean not null check (not waits or (reason is null and due_after is not null)),
  -- the invite that was made
  invite_id bigint,
  primary key (workspace_id, quarter, source_id, customer_ref),
  foreign key (workspace_id, quarter) references nps_quarters
);
create index nps_judgements_due on nps_judgements (workspace_id, quarter, due_after) where waits;
create index nps_judgements_invite on nps_judgements (workspace_id, invite_id) where invite_id is not null;
create index nps_judgements_reason on nps_judgements (workspace_id, quarter, reason, source_id, customer_ref);

create table nps_responses (
  workspace_id int not null,
  invite_id bigint not null,
  source_id int not null,
  conversation_ref text collate "C" not null,
  -- that of its invite, which has none where it asked for CSAT
  quarter text collate "C" not null,
  score smallint not null check (score between 0 and 10),
  comment text,
  responded_at timestamptz not null default moment(),
  view text collate "C",
  primary key (workspace_id, invite_id),
  foreign key (workspace_id, invite_id) references survey_invites
);
create index nps_responses_newest on nps_responses (workspace_id, responded_at desc, invite_id desc);
create index nps_responses_score on nps_responses (workspace_id, score, responded_at desc, invite_id desc);
create index nps_responses_quarter on nps_responses (workspace_id, quarter, responded_at desc, invite_id desc);
create index nps_responses_quarter_score
  on nps_responses (workspace_id, quarter, score, responded_at desc, invite_id desc);

create function nps_response_quarter() returns trigger language plpgsql as $$
begin
  select i.quarter into new.quarter from survey_invites i
  where i.workspace_id = new.workspace_id and i.invite_id = new.invite_id;
  return new;
end
$$;
create trigger nps_responses_quarter before insert on nps_responses for each row execute function nps_response_quarter();

-- The rollups: an answer belongs to the quarter of its invite, whatever day it comes on.
create table nps_day_scores (
  workspace_id int not null,
  day date not null,
  quarter text collate "C" not null,
  score smallint not null,
  responses int not null,
  primary key (workspace_id, quarter, day, score)
);
create index nps_day_scores_day on nps_day_scores (workspace_id, day);
create table nps_day_invites (
  workspace_id int not null,
  day date not null,
  quarter text collate "C" not null,
  sent int not null,
  -- of these very invites, whenever the answer came
  answered int not null,
  primary key (workspace_id, quarter, day)
);
create index nps_day_invites_day on nps_day_invites (workspace_id, day);

-- What a link chose may be 0 now, so nothing is null; what is kept aside has the scale of its invite.
alter table survey_views
  alter column score drop not null,
  drop constraint survey_views_score_check,
  add constraint survey_views_score_check check (score between 0 and 10);
update survey_views set score = null where score = 0;
alter table suspected_responses
  drop constraint suspected_responses_score_check,
  add constraint suspected_responses_score_check check (score between 0 and 10),
  -- that of its invite, so that each kind has a list of its own
  add column kind text not null default 'csat' check (kind in ('csat', 'nps'));
create index suspected_responses_kind on suspected_responses (workspace_id, kind, suspected_id);

-- Not told by CSAT's trigger: an NPS invite is about no ticket.
create function nps_webhook(response nps_responses) returns json language sql stable as $$
  select json_build_object('type', 'nps.received', 'customerId', i.customer_ref, 'quarter', i.quarter,
    'score', response.score, 'comment', response.comment, 'respondedAt', webhook_time(response.responded_at))
  from survey_invites i where i.workspace_id = response.workspace_id and i.invite_id = response.invite_id
$$;

create function tell_nps_response() returns trigger language plpgsql as $$
begin
  if wants_webhooks(new.workspace_id, 'nps.received') then
    perform queue_webhook(new.workspace_id,
      webhook_event_id('nps.received', new.workspace_id, new.invite_id, new.responded_at),
      'nps.received', nps_webhook(new), interval '0');
  end if;
  return null;
end
$$;
create trigger nps_responses_told after insert on nps_responses for each row execute function tell_nps_response();

create or replace function tell_invite() returns trigger language plpgsql as $$
declare
  event constant text := 'survey.' || new.state;
  ticket constant text := case new.kind when 'csat' then new.conversation_ref end;
  customer constant text := case new.kind when 'nps' then new.customer_ref end;
begin
  if wants_webhooks(new.workspace_id, event) then
    perform queue_webhook(new.workspace_id, webhook_event_id(event, new.workspace_id, new.invite_id, null), event,
      json_strip_nulls(case new.state
        when 'sent' then json_build_object('type', event, 'kind', new.kind, 'ticketId', ticket, 'customerId', customer,
          'quarter', new.quarter, 'channel', new.channel, 'sentAt', webhook_time(new.sent_at))
        else json_build_object('type', event, 'kind', new.kind, 'ticketId', ticket, 'customerId', customer,
          'quarter', new.quarter, 'channel', new.channel, 'reason', new.reason, 'failedAt', webhook_time(moment())) end),
      interval '0');
  end if;
  return null;
end
$$;

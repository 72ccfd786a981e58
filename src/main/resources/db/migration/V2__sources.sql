-- Chat systems of many kinds, and raw events that are dropped by the day.

alter table sources
  -- a public key is no secret of ours: such a source has none until its owner brings it
  alter column secret drop not null,
  -- still valid until then, so that a secret can be changed while webhooks arrive
  add column previous_secret bytea,
  add column previous_until timestamptz,
  -- whether its system knows but one end of a conversation; by its kind
  add column one_end boolean not null default false,
  add column settings jsonb not null default '{"accept_unsigned": false, "auto_resolve_minutes": null, "rate_limit": null}';

-- What the projection alone writes, by the batch: a check per row cost more than the row.
alter table customers drop constraint customers_workspace_id_source_id_fkey;
alter table conversations drop constraint conversations_workspace_id_source_id_fkey;
alter table messages drop constraint messages_workspace_id_source_id_conversation_ref_fkey;
alter table verdicts drop constraint verdicts_workspace_id_source_id_conversation_ref_fkey;
-- Room on each page for the next version of a row, so that no index needs to hear of it.
alter table customers set (fillfactor = 70);
alter table conversations set (fillfactor = 60);

alter table conversations
  add column foreign_score smallint check (foreign_score between 1 and 5),
  add column foreign_comment text,
  add column foreign_at timestamptz;

-- The stretch of 14 days a key belongs to. The keys of two stretches are kept, so an event is known for
-- 14 days at least; told again later it is projected again, which changes nothing.
create function event_period() returns int language sql stable as
  'select floor(extract(epoch from moment()) / 1209600)::int';

alter table event_keys rename to event_keys_v1;
alter table event_keys_v1 rename constraint event_keys_pkey to event_keys_v1_pkey;
create table event_keys (
  workspace_id int not null,
  source_id int not null,
  event_id text collate "C" not null,
  period int not null,
  primary key (workspace_id, source_id, event_id, period)
) partition by list (period);

alter table event_batches rename to event_batches_v1;
alter table event_batches_v1 rename constraint event_batches_pkey to event_batches_v1_pkey;
alter index event_batches_waiting rename to event_batches_v1_waiting;
-- A row holds what was stored together, whatever the workspace; the arrays are parallel.
create table event_batches (
  received_on date not null default moment()::date,
  batch_id bigint generated always as identity,
  received_at timestamptz not null default moment(),
  projected_at timestamptz,
  events int not null,
  bytes int not null,
  workspace_ids int[] not null,
  source_ids int[] not null,
  event_ids text[] not null,
  payloads bytea[] not null,
  primary key (received_on, batch_id)
) partition by range (received_on);
-- compressing costs more of the database's time than writing
alter table event_batches alter column payloads set storage external;
create index event_batches_waiting on event_batches (batch_id) where projected_at is null;

-- What an adapter could not read, until it is replayed or its day is dropped.
create table dead_letters (
  workspace_id int not null,
  source_id int not null,
  received_on date not null default moment()::date,
  letter_id bigint generated always as identity,
  at timestamptz not null default moment(),
  event_id text not null,
  payload bytea not null,
  reason text not null,
  primary key (workspace_id, source_id, received_on, letter_id)
) partition by range (received_on);

-- Rows land here only when no partition was made in time.
create table event_keys_other partition of event_keys default;
create table event_batches_other partition of event_batches default;
create table dead_letters_other partition of dead_letters default;

-- Makes the partitions of the days to come and drops those that are over.
create function keep_partitions(days int) returns void language plpgsql as $$
declare
  today date := moment()::date;
  this_period int := event_period();
  parent text;
  part text;
  waits boolean;
begin
  -- one node at a time
  perform pg_advisory_xact_lock('event_keys'::regclass::oid::bigint);
  foreach parent in array array['event_batches', 'dead_letters'] loop
    for ahead in 0..2 loop
      part := parent || to_char(today + ahead, '_YYYYMMDD');
      if to_regclass(part) is null then
        begin
          execute format('create table %I partition of %I for values from (%L) to (%L)',
            part, parent, today + ahead, today + ahead + 1);
        exception when check_violation then
          -- rows of that day came before: they stay where they are
          null;
        end;
      end if;
    end loop;
    for part in
      select child.relname from pg_inherits
      join pg_class child on child.oid = inhrelid
      where inhparent = parent::regclass and child.relname ~ '_[0-9]{8}$'
        and to_date(right(child.relname, 8), 'YYYYMMDD') < today - days
    loop
      waits := false;
      if parent = 'event_batches' then
        -- what was accepted is not dropped before it was projected
        execute format('select exists (select from %I where projected_at is null)', part) into waits;
      end if;
      if not waits then
        execute format('drop table %I', part);
      end if;
    end loop;
  end loop;
  delete from event_batches_other where received_on < today - days and projected_at is not null;
  delete from dead_letters_other where received_on < today - days;
  for period in this_period..this_period + 1 loop
    part := 'event_keys_' || period;
    if to_regclass(part) is null then
      begin
        execute format('create table %I partition of event_keys for values in (%s)', part, period);
      exception when check_violation then
        null;
      end;
    end if;
  end loop;
  for part in
    select child.relname from pg_inherits
    join pg_class child on child.oid = inhrelid
    where inhparent = 'event_keys'::regclass and child.relname ~ '^event_keys_[0-9]+$'
      and substring(child.relname from 12)::int < this_period - 1
  loop
    execute format('drop table %I', part);
  end loop;
  delete from event_keys_other where period < this_period - 1;
end
$$;
select keep_partitions(14);

insert into event_keys (workspace_id, source_id, event_id, period)
select workspace_id, source_id, event_id, event_period() from event_keys_v1;
insert into event_batches (
  received_on, batch_id, received_at, projected_at, events, bytes, workspace_ids, source_ids, event_ids, payloads)
overriding system value
select received_at::date, batch_id, received_at, projected_at, cardinality(event_ids),
  (select sum(octet_length(payload))::int from unnest(payloads) as payload), array_fill(workspace_id, array[cardinality(event_ids)]),
  array_fill(source_id, array[cardinality(event_ids)]), event_ids, payloads
from event_batches_v1;
select setval(
  pg_get_serial_sequence('event_batches', 'batch_id'),
  (select coalesce(max(batch_id), 0) + 1 from event_batches),
  false);
drop table event_keys_v1, event_batches_v1;

-- The types of events that a source's adapter does not know, by their names.
create table unknown_event_types (
  workspace_id int not null,
  source_id int not null,
  type text not null,
  events bigint not null,
  last_at timestamptz not null default moment(),
  primary key (workspace_id, source_id, type),
  foreign key (workspace_id, source_id) references sources
);

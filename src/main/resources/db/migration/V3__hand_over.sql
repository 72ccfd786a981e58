-- What becomes of an invite beyond its first hand-over.

alter table survey_invites
  -- what the other side calls what it took
  add column receipt text,
  -- why its Slack thread turned out to be of no use, so that it goes by email
  add column slack_trouble text,
  -- how often the other side was asked about a hand-over whose end nobody heard, and how often it had nothing
  add column looks int not null default 0,
  add column clean_looks int not null default 0;

create function refuse_transition() returns trigger language plpgsql as $$
begin
  raise exception 'invite % of workspace % cannot go from % to %', old.invite_id, old.workspace_id, old.state, new.state
    using errcode = 'check_violation', constraint = 'survey_invites_transition';
end
$$;

-- Every transition there is. The epoch counts the hand-overs begun, so it tells whether there ever was one.
create trigger survey_invites_transition before update of state, epoch on survey_invites for each row
when (not case
  when old.state = 'claimed' and new.state = 'sending' then new.epoch = old.epoch + 1
  when new.epoch <> old.epoch then false
  when old.state = new.state then true
  when old.state = 'cancelled' then new.state = 'scheduled' and old.epoch = 0
  when old.state = 'scheduled' then new.state in ('claimed', 'cancelled')
  when old.state = 'claimed' then new.state in ('scheduled', 'cancelled')
  when old.state = 'sending' then new.state in ('sent', 'failed', 'unknown', 'scheduled')
  when old.state = 'unknown' then new.state in ('sent', 'scheduled')
  else false
end)
execute function refuse_transition();

create function refuse_invite() returns trigger language plpgsql as $$
begin
  if new.state in ('sent', 'cancelled', 'failed', 'unknown')
    and exists (select from workspaces where workspace_id = new.workspace_id and demo) then
    return new;
  end if;
  raise exception 'an invite of workspace % cannot begin as %', new.workspace_id, new.state
    using errcode = 'check_violation', constraint = 'survey_invites_beginning';
end
$$;

-- An invite begins as scheduled; only a demo's past may be told from its end.
create trigger survey_invites_beginning before insert on survey_invites for each row
when (new.state <> 'scheduled' or new.epoch <> 0)
execute function refuse_invite();

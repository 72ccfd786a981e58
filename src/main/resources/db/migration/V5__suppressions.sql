-- What the world of mail says of surveys that went out, and the addresses that get none any more.

alter table survey_invites
  add column delivered_at timestamptz,
  add column bounced_at timestamptz,
  add column bounce_reason text,
  add column complained_at timestamptz;
-- whom a bounce is about that names no invite; an address is known only from its first hand-over on
create index survey_invites_recipient on survey_invites (workspace_id, lower(recipient)) where recipient is not null;

-- The strongest first: a person's own word goes before a machine's.
create function suppression_rank(reason text) returns int language sql immutable as
  'select array_position(array[''complained'', ''unsubscribed'', ''bounced'', ''refused'', ''manual''], reason)';

alter table suppressions rename column reason to detail;
alter table suppressions
  alter column detail drop not null,
  add column reason text not null default 'refused' check (suppression_rank(reason) is not null),
  -- who said so, where it was no relay and no person of ours
  add column provider text,
  add column invite_id bigint,
  add foreign key (workspace_id, invite_id) references survey_invites;
update suppressions set reason = detail, detail = null where suppression_rank(detail) is not null;
alter table suppressions alter column reason drop default;
create index suppressions_newest on suppressions (workspace_id, at desc, email desc);
create index suppressions_reason on suppressions (workspace_id, reason, at desc, email desc);

-- Tokens of webhooks whose signature covers nothing but them: each is good once.
create table webhook_tokens (
  token text collate "C" primary key,
  expires_at timestamptz not null
);
create index webhook_tokens_expiry on webhook_tokens (expires_at);

-- Whether a source is heard, which sources were removed, and a history that can be asked.

-- no webhook of it is taken any more; its conversations stay
alter table sources add column removed_at timestamptz;

-- What was heard of a source, written about once a second, never by the webhook.
create table source_hearings (
  workspace_id int not null,
  source_id int not null,
  webhooks bigint not null,
  first_at timestamptz,
  last_at timestamptz,
  -- for a signature that does not match
  refused bigint not null,
  refused_at timestamptz,
  primary key (workspace_id, source_id),
  foreign key (workspace_id, source_id) references sources
) with (fillfactor = 50);

-- what a row is about is the first word of what was done
create index audit_who on audit (workspace_id, who, audit_id);
create index audit_about on audit (workspace_id, split_part(what, ' ', 1), audit_id);
create index audit_who_about on audit (workspace_id, who, split_part(what, ' ', 1), audit_id);

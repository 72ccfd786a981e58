-- People, what they may do in which workspace, and the keys of machines.

alter table accounts
  add account_id int generated always as identity unique,
  add name text not null default '',
  -- an owner of every workspace, who alone may make another
  add server_owner boolean not null default false,
  -- the subject by which the OpenID provider knows this person
  add oidc_subject text unique,
  -- null: signs in by the OpenID provider only
  alter password_hash drop not null;
-- until now there were no others
update accounts set server_owner = true;

drop table sessions;
create table sessions (
  token_hash bytea primary key,
  session_id bigint generated always as identity unique,
  -- null: by the link that the console printed, good while nobody owns the server
  account_id int references accounts (account_id) on delete cascade,
  browser text not null default '',
  created_at timestamptz not null default moment(),
  seen_at timestamptz not null default moment(),
  -- the absolute end; an idle session ends sooner
  expires_at timestamptz not null
);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

create table members (
  workspace_id int not null references workspaces,
  account_id int not null references accounts (account_id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'agent')),
  created_at timestamptz not null default moment(),
  primary key (workspace_id, account_id)
);
create index members_account on members (account_id, workspace_id);

-- Of a link or a key only the digest is kept.
create table invitations (
  workspace_id int not null references workspaces,
  invitation_id int generated always as identity,
  email text collate "C" not null,
  role text not null check (role in ('owner', 'admin', 'agent')),
  token_hash bytea not null,
  invited_by text not null,
  created_at timestamptz not null default moment(),
  expires_at timestamptz not null,
  -- what became of the mail with the link, and why it did not go out
  mail text not null default 'on_its_way' check (mail in ('on_its_way', 'sent', 'kept', 'not_sent')),
  mail_problem text,
  primary key (workspace_id, invitation_id),
  unique (workspace_id, email),
  unique (workspace_id, token_hash)
);

-- who signs in by OpenID finds what waits for the address
create index invitations_email on invitations (email);

create table password_resets (
  token_hash bytea primary key,
  account_id int not null references accounts (account_id) on delete cascade,
  expires_at timestamptz not null
);
create index password_resets_account on password_resets (account_id);

create table api_keys (
  workspace_id int not null references workspaces,
  key_id int generated always as identity,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'agent', 'read', 'ingest')),
  -- how it begins, so that people recognise it
  prefix text not null,
  key_hash bytea not null,
  created_by text not null,
  created_at timestamptz not null default moment(),
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, key_id),
  unique (workspace_id, key_hash)
);
-- the good ones, and then the revoked ones
create index api_keys_listed on api_keys (workspace_id, (revoked_at is null), key_id);

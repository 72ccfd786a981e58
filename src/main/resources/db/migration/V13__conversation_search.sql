-- What the list of conversations is walked and searched by. Each is partial, so that no foreign key's check and no
-- look-up of the projection can mistake it for the primary key, and of columns that change once or twice in a
-- conversation's life: most versions of a row leave them alone.

-- those that have not ended, and those that were opened again
create index conversations_open on conversations (workspace_id, created_at, source_id, ref)
  where ended_at is null or state = 'open';
create index conversations_customer on conversations (workspace_id, source_id, customer_ref, created_at)
  where customer_ref is not null;
create index customers_email on customers (workspace_id, lower(email) collate "C") where email is not null;
create index customers_name on customers (workspace_id, lower(name) collate "C") where name is not null;

-- What lets the panel in a helpdesk's frame read conversations as the person who connected it. No cookie comes there.
create table panel_passes (
  workspace_id int not null references workspaces,
  token_hash bytea not null,
  account_id int not null references accounts (account_id) on delete cascade,
  created_at timestamptz not null default moment(),
  expires_at timestamptz not null,
  primary key (workspace_id, token_hash)
);
create index panel_passes_account on panel_passes (account_id);
create index panel_passes_expiry on panel_passes (expires_at);

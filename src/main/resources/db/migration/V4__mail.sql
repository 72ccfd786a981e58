-- What signs the mail that goes out.

-- A key for each domain that a workspace sends from: were it shared, one workspace could sign as another's domain.
-- Workspace 0 is the server's own sender, which every workspace without one of its own sends from.
create table dkim_keys (
  workspace_id int not null,
  domain text collate "C" not null,
  selector text not null,
  -- sealed by the master key; never stored in the clear
  private_key bytea not null,
  created_at timestamptz not null default moment(),
  primary key (workspace_id, domain)
);

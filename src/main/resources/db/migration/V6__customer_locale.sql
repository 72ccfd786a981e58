-- The language a customer reads, where their source tells it; the later one wins, as of every fact of theirs.
alter table customers
  add column locale text,
  add column locale_at timestamptz;

-- Answers that may be a machine's, and the looks at survey pages by which they are told from a person's.

-- the page view that an answer came from, so that its resending is no answer from elsewhere
alter table csat_responses add column view text collate "C";

-- The newest looks at each survey, for two days. Of whoever looked there is a digest that means nothing elsewhere.
create table survey_views (
  workspace_id int not null,
  invite_id bigint not null,
  look_id bigint generated always as identity,
  at timestamptz not null default moment(),
  head boolean not null,
  score smallint not null check (score between 0 and 5),
  view text collate "C",
  print text collate "C" not null,
  agent text not null check (agent in ('ordinary', 'nameless', 'prefetch', 'scanner')),
  primary key (workspace_id, invite_id, look_id),
  foreign key (workspace_id, invite_id) references survey_invites
);
create index survey_views_oldest on survey_views (workspace_id, at);

-- Kept aside and not counted, until a person counts it (counted_at), which makes it the invite's response.
create table suspected_responses (
  workspace_id int not null,
  suspected_id bigint generated always as identity,
  invite_id bigint not null,
  score smallint not null check (score between 1 and 5),
  comment text,
  reason text not null check (reason in (
    'no_view', 'stale_view', 'all_links', 'head_burst', 'scanner_agent', 'prefetch', 'decoy', 'already_answered')),
  at timestamptz not null default moment(),
  -- the page view it came from, and the one it was given to confirm it with
  view text collate "C",
  offered text collate "C",
  counted_at timestamptz,
  primary key (workspace_id, suspected_id),
  foreign key (workspace_id, invite_id) references survey_invites
);
create index suspected_responses_invite on suspected_responses (workspace_id, invite_id, suspected_id);

-- What becomes of an invite beyond its first hand-over.

alter table survey_invites
  -- what the other side calls what it took
  add column receipt text,
  -- why its Slack thread turned out to be of no use, so that it goes by email
  add column slack_trouble text;

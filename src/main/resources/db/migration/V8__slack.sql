-- What surveys are posted in Slack with.

alter table sources
  -- sealed by the master key; never stored in the clear
  add column bot_token bytea check (bot_token is null or kind = 'slack'),
  -- the Slack team that the token belongs to, once Slack has said so
  add column slack_team text;

create index sources_slack_apps on sources (workspace_id, source_id) where bot_token is not null;

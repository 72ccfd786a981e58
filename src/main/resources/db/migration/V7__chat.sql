-- The ended chats of a visitor, newest first: the widget shows the survey of one of them.
create index conversations_visitor on conversations (workspace_id, source_id, visitor, ended_at desc)
  where visitor is not null and ended_at is not null;

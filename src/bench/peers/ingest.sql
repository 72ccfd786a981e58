with said as (
  select
    $1::int as workspace_id, $2::int as source_id, $3::text as event_id, $4::bytea as payload,
    $5::timestamptz as at, $6::text as ref, $7::text as channel, $8::text as subject, $9::text as tags,
    $10::text as locale, $11::text as customer_ref, $12::text as customer_email, $13::text as customer_name,
    $14::text as assignee_ref, $15::text as assignee_name, $16::text as assignee_email, $17::text as state,
    $18::text as message_ref, $19::text as direction, $20::text as author
), fresh as (
  insert into events (workspace_id, source_id, event_id, payload)
  select workspace_id, source_id, event_id, payload from said
  on conflict do nothing
  returning 1
), customer as (
  insert into customers as c (workspace_id, source_id, ref, email, email_at, name, name_at)
  select workspace_id, source_id, customer_ref,
    customer_email, case when customer_email is not null then at end,
    customer_name, case when customer_name is not null then at end
  from said, fresh where customer_ref is not null
  on conflict (workspace_id, source_id, ref) do update set
    email = case when excluded.email_at > coalesce(c.email_at, '-infinity') then excluded.email else c.email end,
    email_at = greatest(c.email_at, excluded.email_at),
    name = case when excluded.name_at > coalesce(c.name_at, '-infinity') then excluded.name else c.name end,
    name_at = greatest(c.name_at, excluded.name_at)
), conversation as (
  insert into conversations as c (
    workspace_id, source_id, ref, created_at, channel, channel_at, subject, subject_at, tags, tags_at, locale,
    locale_at, customer_ref, customer_at, assignee_ref, assignee_name, assignee_email, assignee_at, state, state_at)
  select workspace_id, source_id, ref, at,
    channel, case when channel is not null then at end,
    subject, case when subject is not null then at end,
    string_to_array(tags, chr(10)), case when tags is not null then at end,
    locale, case when locale is not null then at end,
    customer_ref, case when customer_ref is not null then at end,
    assignee_ref, assignee_name, assignee_email, case when assignee_ref is not null then at end,
    coalesce(state, 'open'), case when state is not null then at end
  from said, fresh
  on conflict (workspace_id, source_id, ref) do update set
    created_at = least(c.created_at, excluded.created_at),
    channel = case when excluded.channel_at > coalesce(c.channel_at, '-infinity') then excluded.channel else c.channel end,
    channel_at = greatest(c.channel_at, excluded.channel_at),
    subject = case when excluded.subject_at > coalesce(c.subject_at, '-infinity') then excluded.subject else c.subject end,
    subject_at = greatest(c.subject_at, excluded.subject_at),
    tags = case when excluded.tags_at > coalesce(c.tags_at, '-infinity') then excluded.tags else c.tags end,
    tags_at = greatest(c.tags_at, excluded.tags_at),
    locale = case when excluded.locale_at > coalesce(c.locale_at, '-infinity') then excluded.locale else c.locale end,
    locale_at = greatest(c.locale_at, excluded.locale_at),
    customer_ref =
      case when excluded.customer_at > coalesce(c.customer_at, '-infinity') then excluded.customer_ref else c.customer_ref end,
    customer_at = greatest(c.customer_at, excluded.customer_at),
    assignee_ref =
      case when excluded.assignee_at > coalesce(c.assignee_at, '-infinity') then excluded.assignee_ref else c.assignee_ref end,
    assignee_name =
      case when excluded.assignee_at > coalesce(c.assignee_at, '-infinity') then excluded.assignee_name else c.assignee_name end,
    assignee_email =
      case when excluded.assignee_at > coalesce(c.assignee_at, '-infinity') then excluded.assignee_email else c.assignee_email end,
    assignee_at = greatest(c.assignee_at, excluded.assignee_at),
    state = case when excluded.state_at > coalesce(c.state_at, '-infinity') then excluded.state else c.state end,
    state_at = greatest(c.state_at, excluded.state_at)
), message as (
  insert into messages (workspace_id, source_id, conversation_ref, ref, direction, author, occurred_at)
  select workspace_id, source_id, ref, message_ref, direction, author, at
  from said, fresh where message_ref is not null
  on conflict do nothing
)
select count(*)::int as accepted from fresh

/** What Zendesk's triggers send: the body in docs/sources/zendesk.md. */
export const ZENDESK_BODY = `{"event":"customer.updated","occurred_at":"{{ticket.updated_at_with_timestamp}}","team":"{{ticket.group.name}}",
 "conversation":{"id":"{{ticket.id}}","subject":"{{ticket.title}}","channel":"{{ticket.via}}","tags":"{{ticket.tags}}"},
 "customer":{"ref":"{{ticket.requester.id}}","email":"{{ticket.requester.email}}","name":"{{ticket.requester.name}}",
             "locale":"{{ticket.requester.language}}"},
 "agent":{"ref":"{{ticket.assignee.id}}","name":"{{ticket.assignee.name}}","email":"{{ticket.assignee.email}}"},
 "actor":{"ref":"{{current_user.id}}","name":"{{current_user.name}}","email":"{{current_user.email}}"}}`;

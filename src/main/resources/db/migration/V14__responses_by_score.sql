-- Answers with one score, newest first, for the lists and exports that ask for it.
create index csat_responses_score on csat_responses (workspace_id, score, responded_at desc, invite_id desc);

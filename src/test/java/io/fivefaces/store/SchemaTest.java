package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestDatabase;
import org.junit.jupiter.api.Test;

/** The tables can be distributed by workspace, and the database itself allows one survey per conversation. */
class SchemaTest {

  @Test
  void theWorkspaceLeadsEveryKeyOfAWorkspacesRows() {
    try (var database = new TestDatabase()) {
      var others = database.rows("""
          select c.relname as table, i.indexrelid::regclass::text as key
          from pg_index i
          join pg_class c on c.oid = i.indrelid
          join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where c.relnamespace = current_schema()::regnamespace and i.indisunique and a.attname <> 'workspace_id'
            and c.relname !~ '^event_batches' and c.relname not in ('workspaces', 'accounts', 'sessions', 'password_resets', 'webhook_tokens', 'flyway_schema_history')
          """);
      assertThat(others).isEmpty();
    }
  }

  @Test
  void everyReferenceBetweenAWorkspacesRowsNamesTheWorkspace() {
    try (var database = new TestDatabase()) {
      var others = database.rows("""
          select k.conname from pg_constraint k
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
          where k.connamespace = current_schema()::regnamespace and k.contype = 'f' and a.attname <> 'workspace_id'
            and k.confrelid <> 'accounts'::regclass
          """);
      assertThat(others).isEmpty();
    }
  }

  @Test
  void aConversationHasOneSlotForAnInvite() {
    try (var database = new TestDatabase()) {
      assertThat(database.rows("""
              select 1 from pg_constraint k
              where k.conrelid = 'survey_invites'::regclass and k.contype = 'u'
                and pg_get_constraintdef(k.oid)
                  = 'UNIQUE NULLS NOT DISTINCT (workspace_id, source_id, conversation_ref, quarter)'
              """)).hasSize(1);
    }
  }
}

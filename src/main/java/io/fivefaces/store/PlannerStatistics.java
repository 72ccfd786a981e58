package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/**
 * What the planner knows of the tables. Of young ones it knows nothing until the autovacuum's next round, and until then
 * any index looks as good as the right one.
 */
public final class PlannerStatistics {

  private final Database database;

  public PlannerStatistics(Database database) {
    this.database = database;
  }

  private static final String YOUNG = """
      select string_agg(quote_ident(relname), ', ') as tables from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r' and reltuples < 10000
        and relname in ('conversations', 'customers', 'messages', 'verdicts', 'survey_invites', 'csat_responses',
          'event_keys', 'event_batches')
        and pg_relation_size(oid) > 65536
      """;

  /** Analyzes the tables that were small when they were last looked at; soon there is none left. */
  public Future<Void> refreshYoungTables() {
    return database.run(YOUNG, Tuple.tuple()).compose(rows -> {
      var tables = rows.iterator().next().getString("tables");
      return tables == null
          ? Future.succeededFuture()
          : database.run("analyze " + tables, Tuple.tuple()).mapEmpty();
    });
  }
}

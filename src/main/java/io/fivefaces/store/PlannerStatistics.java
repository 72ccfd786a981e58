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

  private static final String GROWN = """
      select string_agg(quote_ident(relname), ', ') as tables from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r'
        and (relname ~ '^event_(keys|batches)_'
          or relname in (
            'conversations', 'customers', 'messages', 'verdicts', 'survey_invites', 'survey_views', 'csat_responses',
            'nps_judgements', 'nps_responses'))
        and pg_relation_size(oid) / current_setting('block_size')::int > 2 * relpages
      """;

  /** Analyzes the tables that more than doubled since they were last looked at. */
  public Future<Void> refreshGrownTables() {
    return database.run(GROWN, Tuple.tuple()).compose(rows -> {
      var tables = rows.iterator().next().getString("tables");
      return tables == null
          ? Future.succeededFuture()
          : database.run("analyze " + tables, Tuple.tuple()).mapEmpty();
    });
  }
}

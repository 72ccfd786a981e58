package io.fivefaces.store;

import io.fivefaces.domain.Customer;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Latest;
import io.fivefaces.domain.Settings;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The customers of each source, as projected from its events. */
public final class Customers {

  /** A customer's key: what their source calls them. */
  public record CustomerId(int workspace, int source, String ref) {}

  /**
   * A customer as read, or as it shall be written.
   *
   * @param version how often it was written; 0 while it has no row
   */
  public record Versioned(CustomerId id, int version, Customer value) {}

  // lateral, so that each is looked up by its key, however few rows the planner believes there are
  private static final String LOAD = """
      select workspace_id, source_id, ref, version, email, email_at, name, name_at, locale, locale_at
      from unnest($1::int[], $2::int[], $3::text[]) as wanted (workspace_id, source_id, ref)
      cross join lateral (
        select version, email, email_at, name, name_at, locale, locale_at from customers as one
        where one.workspace_id = wanted.workspace_id and one.source_id = wanted.source_id and one.ref = wanted.ref
        offset 0) as c
      """;

  /** Those of these customers that have a row. */
  public Future<Map<CustomerId, Versioned>> load(Tx tx, Collection<CustomerId> ids) {
    var columns = new Rows<>(ids)
        .number(CustomerId::workspace)
        .number(CustomerId::source)
        .text(CustomerId::ref)
        .columns();
    return tx.run(LOAD, columns).map(rows -> {
      var found = new HashMap<CustomerId, Versioned>();
      rows.forEach(row -> {
        var id = new CustomerId(
            row.getInteger("workspace_id"), row.getInteger("source_id"), row.getString("ref"));
        found.put(id, new Versioned(id, row.getInteger("version"), customer(row)));
      });
      return found;
    });
  }

  private static final String SAVE = """
      insert into customers (
        workspace_id, source_id, ref, version, email, email_at, name, name_at, locale, locale_at)
      select workspace_id, source_id, ref, version, email, email_at, name, name_at, locale, locale_at
      from unnest($1::int[], $2::int[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::text[],
        $8::timestamptz[], $9::text[], $10::timestamptz[]) as new (
        workspace_id, source_id, ref, version, email, email_at, name, name_at, locale, locale_at)
      order by workspace_id, source_id, ref collate "C"
      on conflict (workspace_id, source_id, ref) do update set
        version = excluded.version, email = excluded.email, email_at = excluded.email_at, name = excluded.name,
        name_at = excluded.name_at, locale = excluded.locale, locale_at = excluded.locale_at
      where customers.version = excluded.version - 1
      """;

  /** Writes these customers; fails with {@link Conversations.Overtaken} when one was written since it was read. */
  public Future<Void> save(Tx tx, Collection<Versioned> customers) {
    if (customers.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(customers)
        .number(row -> row.id().workspace())
        .number(row -> row.id().source())
        .text(row -> row.id().ref())
        .number(row -> row.version() + 1)
        .text(row -> row.value().email().value())
        .time(row -> row.value().email().at())
        .text(row -> row.value().name().value())
        .time(row -> row.value().name().at())
        .text(row -> row.value().locale().value())
        .time(row -> row.value().locale().at())
        .columns();
    return tx.run(SAVE, columns)
        .compose(rows -> rows.rowCount() == customers.size()
            ? Future.succeededFuture()
            : Future.failedFuture(new Conversations.Overtaken()));
  }

  private static final String AFTER = """
      select source_id, ref from customers where workspace_id = $1::int and (source_id, ref) > ($2::int, $3::text)
      order by source_id, ref limit $4::int
      """;

  /** The workspace's customers after this one, in the order in which they are walked; null is before the first. */
  public static Future<List<CustomerId>> after(
      Database database, int workspace, CustomerId last, int most) {
    return database.run(AFTER, place(workspace, last, most)).map(rows -> ids(workspace, rows));
  }

  /** As {@link #after(Database, int, CustomerId, int)}, within a transaction. */
  public Future<List<CustomerId>> after(Tx tx, int workspace, CustomerId last, int most) {
    return tx.run(AFTER, place(workspace, last, most)).map(rows -> ids(workspace, rows));
  }

  private static Tuple place(int workspace, CustomerId last, int most) {
    return last == null
        ? Tuple.of(workspace, 0, "", most)
        : Tuple.of(workspace, last.source(), last.ref(), most);
  }

  static List<CustomerId> ids(int workspace, Iterable<Row> rows) {
    var ids = new ArrayList<CustomerId>();
    rows.forEach(row ->
        ids.add(new CustomerId(workspace, row.getInteger("source_id"), row.getString("ref"))));
    return ids;
  }

  /** What a customer is asked in, by the columns customer_locale and conversation_locale. */
  static Language language(Row row, Settings settings) {
    return Language.chosen(
        row.getString("customer_locale"), row.getString("conversation_locale"), settings.locale());
  }

  static Customer customer(Row row) {
    return customer(row, "locale");
  }

  /** A customer in a row where another column already goes by the name of their locale's. */
  static Customer customer(Row row, String locale) {
    return new Customer(
        new Latest<>(row.getString("email"), Rows.time(row, "email_at")),
        new Latest<>(row.getString("name"), Rows.time(row, "name_at")),
        new Latest<>(row.getString(locale), Rows.time(row, locale + "_at")));
  }
}

package io.fivefaces.store;

import io.fivefaces.store.Events.StoredEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The events that no adapter could read, with the reasons, until they are replayed or too old to be kept. */
public final class DeadLetters {

  /** An event that could not be read. */
  public record DeadLetter(StoredEvent event, String reason) {}

  /** A kept one, as its source's owner sees it. */
  public record Kept(String id, String eventId, Instant at, String reason, String payload) {}

  /** A kept one and the day it came, by which they are ordered. */
  public record Dated(LocalDate day, Kept letter) {}

  /** The newest ones of a source, and how many there are, counted up to a bound. */
  public record Overview(List<Kept> newest, int count) {}

  private static final int SHOWN = 50;
  private static final int COUNTED = 10_000;
  private static final int REPLAYED_AT_ONCE = 500;
  private static final int REPLAYED_BYTES = 4 << 20;

  private final Database database;

  public DeadLetters(Database database) {
    this.database = database;
  }

  private static final String SAVE = """
      insert into dead_letters (workspace_id, source_id, event_id, payload, reason)
      select workspace_id, source_id, event_id, payload, reason
      from unnest($1::int[], $2::int[], $3::text[], $4::bytea[], $5::text[])
        as new (workspace_id, source_id, event_id, payload, reason)
      """;

  /** Keeps these. */
  public Future<Void> save(Tx tx, Collection<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return Future.succeededFuture();
    }
    var columns = new Rows<>(letters)
        .number(row -> row.event().workspace())
        .number(row -> row.event().source())
        .text(row -> row.event().id())
        .bytes(row -> row.event().payload())
        .text(DeadLetter::reason)
        .columns();
    return tx.run(SAVE, columns).mapEmpty();
  }

  private static final String BEFORE = """
      select received_on, letter_id, event_id, at, reason, substring(payload for 4096) as payload from dead_letters
      where workspace_id = $1::int and source_id = $2::int and (received_on, letter_id) < ($3::date, $4::bigint)
      order by received_on desc, letter_id desc limit $5::int
      """;

  /** The newest ones before this one of this day, each with the first 4 KiB of its bytes. */
  public Future<List<Dated>> before(int workspace, int source, LocalDate day, long id, int most) {
    return database.run(BEFORE, Tuple.of(workspace, source, day, id, most)).map(rows -> {
      var letters = new ArrayList<Dated>();
      rows.forEach(row -> letters.add(new Dated(row.getLocalDate("received_on"), kept(row))));
      return letters;
    });
  }

  private static Kept kept(Row row) {
    return new Kept(
        row.getLong("letter_id").toString(),
        row.getString("event_id"),
        Rows.time(row, "at"),
        row.getString("reason"),
        text(row.getBuffer("payload")));
  }

  private static final String NEWEST = """
      select letter_id, event_id, at, reason, substring(payload for 4096) as payload from dead_letters
      where workspace_id = $1::int and source_id = $2::int
      order by received_on desc, letter_id desc limit $3::int
      """;

  private static final String COUNT = """
      select count(*)::int as letters from (
        select from dead_letters where workspace_id = $1::int and source_id = $2::int limit $3::int) as counted
      """;

  /** What is kept of a source: the newest 50, each with the first 4 KiB of its bytes, and up to 10,000 counted. */
  public Future<Overview> of(int workspace, int source) {
    return database.run(NEWEST, Tuple.of(workspace, source, SHOWN)).compose(rows -> {
      var newest = new ArrayList<Kept>();
      rows.forEach(row -> newest.add(kept(row)));
      return database
          .run(COUNT, Tuple.of(workspace, source, COUNTED))
          .map(count -> new Overview(newest, count.iterator().next().getInteger("letters")));
    });
  }

  private static final String REPLAY = """
      with oldest as (
        select workspace_id, source_id, received_on, letter_id from (
          select *, sum(octet_length(payload)) over (order by received_on, letter_id) as bytes from (
            select * from dead_letters where workspace_id = $1::int and source_id = $2::int
            order by received_on, letter_id limit $3::int) as oldest_of_all) as sized
        where bytes <= $4::int
      ), taken as (
        delete from dead_letters as letter using oldest
        where letter.workspace_id = oldest.workspace_id and letter.source_id = oldest.source_id
          and letter.received_on = oldest.received_on and letter.letter_id = oldest.letter_id
        returning letter.letter_id, letter.event_id, letter.payload
      ), again as (
        insert into event_batches (events, bytes, workspace_ids, source_ids, event_ids, payloads)
        select count(*)::int, sum(octet_length(payload))::int, array_agg($1::int), array_agg($2::int),
          array_agg(event_id order by letter_id), array_agg(payload order by letter_id)
        from taken having count(*) > 0
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select $1::int, $5::text, 'source ' || $2::int || ' replayed', jsonb_build_object('events', count(*))
        from taken having count(*) > 0)
      select count(*)::int as letters from taken
      """;

  /** Hands the oldest 500, or 4 MiB of them, to the projection again; those that still cannot be read come back. How many it was. Audited. */
  public Future<Integer> replay(int workspace, int source, String who) {
    return database
        .run(REPLAY, Tuple.of(workspace, source, REPLAYED_AT_ONCE, REPLAYED_BYTES, who))
        .map(rows -> rows.iterator().next().getInteger("letters"));
  }

  private static String text(Buffer bytes) {
    return new String(bytes.getBytes(), StandardCharsets.UTF_8);
  }
}

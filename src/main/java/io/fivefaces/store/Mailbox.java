package io.fivefaces.store;

import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The built-in mailbox: the mail that would have gone out, the newest few hundred of each workspace. */
public final class Mailbox {

  /** A mail as it would have gone out. */
  public record Letter(
      long id,
      Instant sentAt,
      String from,
      String to,
      String subject,
      Map<String, String> headers,
      String text,
      String html) {}

  private static final int KEPT = 300;

  private final Database database;

  public Mailbox(Database database) {
    this.database = database;
  }

  private static final String PUT = """
      with put as (
        insert into mailbox (workspace_id, sender, recipient, subject, headers, body_text, body_html)
        values ($1::int, $2::text, $3::text, $4::text, $5::text::jsonb, $6::text, $7::text))
      delete from mailbox where workspace_id = $1::int and mail_id <= (
        select mail_id from mailbox where workspace_id = $1::int
        order by mail_id desc offset $8::int limit 1)
      """;

  /** Keeps a mail and drops what is too old to keep. */
  public Future<Void> put(
      int workspace,
      String from,
      String to,
      String subject,
      Map<String, String> headers,
      String text,
      String html) {
    var json = new String(Json.write(new TreeMap<>(headers)), StandardCharsets.UTF_8);
    return database
        .run(PUT, Tuple.of(workspace, from, to, subject, json, text, html, KEPT))
        .mapEmpty();
  }

  private static final String NEWEST = """
      select mail_id, sent_at, sender, recipient, subject, headers::text, body_text, body_html from mailbox
      where workspace_id = $1::int and mail_id < $2::bigint order by mail_id desc limit $3::int
      """;

  /** The newest mails before this one. */
  public Future<List<Letter>> newest(int workspace, long before, int most) {
    return database.run(NEWEST, Tuple.of(workspace, before, most)).map(Mailbox::letters);
  }

  private static final String AFTER = """
      select mail_id, sent_at, sender, recipient, subject, headers::text, body_text, body_html from mailbox
      where workspace_id = $1::int and mail_id > $2::bigint order by mail_id limit $3::int
      """;

  /** The mails after this one, oldest first. */
  public Future<List<Letter>> after(int workspace, long mail, int most) {
    return database.run(AFTER, Tuple.of(workspace, mail, most)).map(Mailbox::letters);
  }

  private static final String FIND = """
      select mail_id, sent_at, sender, recipient, subject, headers::text, body_text, body_html from mailbox
      where workspace_id = $1::int and mail_id = $2::bigint
      """;

  public Future<Optional<Letter>> find(int workspace, long mail) {
    return database
        .run(FIND, Tuple.of(workspace, mail))
        .map(rows -> letters(rows).stream().findFirst());
  }

  @SuppressWarnings("unchecked")
  private static List<Letter> letters(Iterable<Row> rows) {
    var letters = new ArrayList<Letter>();
    rows.forEach(row -> letters.add(new Letter(
        row.getLong("mail_id"),
        Rows.time(row, "sent_at"),
        row.getString("sender"),
        row.getString("recipient"),
        row.getString("subject"),
        Json.read(row.getString("headers").getBytes(StandardCharsets.UTF_8), Map.class),
        row.getString("body_text"),
        row.getString("body_html"))));
    return letters;
  }
}

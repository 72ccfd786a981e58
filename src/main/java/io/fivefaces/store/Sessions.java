package io.fivefaces.store;

import io.fivefaces.store.Accounts.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** Who is signed in where. Of a session only the digest of its token is kept. */
public final class Sessions {

  /** A session's person; nobody where the console's link opened it on a server that nobody owns yet. */
  public record Session(long id, Optional<Account> account) {}

  /** A session as its person sees it. */
  public record Seen(
      long id, String browser, Instant createdAt, Instant seenAt, Instant expiresAt) {}

  private static final Duration LONGEST = Duration.ofDays(14);
  private static final Duration IDLE = Duration.ofDays(3);
  private static final int MOST = 100;

  private final Database database;

  public Sessions(Database database) {
    this.database = database;
  }

  static final String OPEN = """
      with expired as (
        delete from sessions where token_hash in (
          select token_hash from sessions where expires_at < moment() order by expires_at limit 100))
      insert into sessions (token_hash, account_id, browser, expires_at)
      values ($1::bytea, $2::int, $3::text, moment() + $4::bigint * interval '1 s')
      """;

  /** Opens a session of at most fourteen days for whoever presents this token; no account stands for the console's link. */
  public Future<Void> open(String token, OptionalInt account, String browser) {
    return database.run(OPEN, opening(token, account, browser)).mapEmpty();
  }

  static Tuple opening(String token, OptionalInt account, String browser) {
    return Tuple.of(
        Digest.of(token),
        account.isPresent() ? account.getAsInt() : null,
        browser,
        LONGEST.toSeconds());
  }

  /** That it was seen is written once a minute. */
  private static final String OF = """
      with seen as (
        update sessions set seen_at = moment()
        where token_hash = $1::bytea and expires_at > moment()
          and seen_at < moment() - interval '1 minute' and seen_at > moment() - $2::bigint * interval '1 s')
      select s.session_id, a.account_id, a.email, a.name, a.server_owner
      from sessions s left join accounts a on a.account_id = s.account_id
      where s.token_hash = $1::bytea and s.expires_at > moment()
        and s.seen_at > moment() - $2::bigint * interval '1 s'
        and (s.account_id is not null or not exists (select from accounts where server_owner))
      """;

  /** The session that this token opens; one that nobody used for three days is over. */
  public Future<Optional<Session>> of(String token) {
    return database.run(OF, Tuple.of(Digest.of(token), IDLE.toSeconds())).map(rows -> {
      if (rows.size() == 0) {
        return Optional.empty();
      }
      var row = rows.iterator().next();
      return Optional.of(new Session(row.getLong("session_id"), Accounts.account(row)));
    });
  }

  private static final String CLOSE = "delete from sessions where token_hash = $1::bytea";

  public Future<Void> close(String token) {
    return database.run(CLOSE, Tuple.of(Digest.of(token))).mapEmpty();
  }

  private static final String ALL = """
      select session_id, browser, created_at, seen_at, expires_at from sessions
      where account_id = $1::int and expires_at > moment() and seen_at > moment() - $2::bigint * interval '1 s'
      order by seen_at desc limit $3::int
      """;

  /** An account's open sessions, the last seen first. */
  public Future<List<Seen>> all(int account) {
    return database
        .run(ALL, Tuple.of(account, IDLE.toSeconds(), MOST))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(row -> new Seen(
                row.getLong("session_id"),
                row.getString("browser"),
                Rows.time(row, "created_at"),
                Rows.time(row, "seen_at"),
                Rows.time(row, "expires_at")))
            .toList());
  }

  private static final String CLOSE_ONE =
      "delete from sessions where account_id = $1::int and session_id = $2::bigint";

  /** Ends one session of an account; false where it has no such session. */
  public Future<Boolean> closeOne(int account, long session) {
    return database.run(CLOSE_ONE, Tuple.of(account, session)).map(rows -> rows.rowCount() > 0);
  }

  private static final String CLOSE_OTHERS = """
      with passes as (delete from panel_passes where account_id = $1::int)
      delete from sessions where account_id = $1::int and session_id <> $2::bigint
      """;

  /** Ends every session of an account but this one, and the passes of its panels; how many sessions those were. */
  public Future<Integer> closeOthers(int account, long session) {
    return database.run(CLOSE_OTHERS, Tuple.of(account, session)).map(rows -> rows.rowCount());
  }
}

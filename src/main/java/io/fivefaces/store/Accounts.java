package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** The people who may sign in, and their sessions. Of a session only the digest of its token is kept. */
public final class Accounts {

  private static final Duration SESSION = Duration.ofDays(14);

  private final Database database;

  public Accounts(Database database) {
    this.database = database;
  }

  private static final String PASSWORD_HASH =
      "select password_hash from accounts where email = $1::text";

  /** The Argon2id hash of an account's password. */
  public Future<Optional<String>> passwordHash(String email) {
    return database
        .run(PASSWORD_HASH, Tuple.of(email))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(rows.iterator().next().getString("password_hash")));
  }

  private static final String SAVE = """
      insert into accounts (email, password_hash) values ($1::text, $2::text)
      on conflict (email) do update set password_hash = excluded.password_hash
      """;

  /** Makes an account, or gives it another password. */
  public Future<Void> save(String email, String passwordHash) {
    return database.run(SAVE, Tuple.of(email, passwordHash)).mapEmpty();
  }

  private static final String OPEN_SESSION = """
      with expired as (
        delete from sessions where token_hash in (
          select token_hash from sessions where expires_at < moment() order by expires_at limit 100))
      insert into sessions (token_hash, who, expires_at)
      values ($1::bytea, $2::text, moment() + $3::bigint * interval '1 s')
      """;

  /** Opens a session of fourteen days for whoever presents this token. */
  public Future<Void> openSession(String token, String who) {
    return database
        .run(OPEN_SESSION, Tuple.of(digest(token), who, SESSION.toSeconds()))
        .mapEmpty();
  }

  private static final String SESSION_OF =
      "select who from sessions where token_hash = $1::bytea and expires_at > moment()";

  /** Whose session this token opens. */
  public Future<Optional<String>> sessionOf(String token) {
    return database
        .run(SESSION_OF, Tuple.of(digest(token)))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(rows.iterator().next().getString("who")));
  }

  private static final String CLOSE_SESSION = "delete from sessions where token_hash = $1::bytea";

  public Future<Void> closeSession(String token) {
    return database.run(CLOSE_SESSION, Tuple.of(digest(token))).mapEmpty();
  }

  private static Buffer digest(String token) {
    return Buffer.buffer(Keyring.sha256(Keyring.utf8(token)));
  }
}

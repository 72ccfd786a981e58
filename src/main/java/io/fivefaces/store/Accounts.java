package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** The people who may sign in, and their sessions. Of a session only the digest of its token is kept. */
public final class Accounts {

  /** A person; a server owner is an owner of every workspace. */
  public record Account(int id, String email, String name, boolean serverOwner) {}

  /** A session's person; nobody where the console's link opened it. */
  public record Session(Optional<Account> account) {}

  private static final Duration SESSION = Duration.ofDays(14);

  private final Database database;

  public Accounts(Database database) {
    this.database = database;
  }

  private static final String PASSWORD_HASH =
      "select password_hash from accounts where email = $1::text and password_hash is not null";

  /** The Argon2id hash of an account's password. */
  public Future<Optional<String>> passwordHash(String email) {
    return database
        .run(PASSWORD_HASH, Tuple.of(email))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(rows.iterator().next().getString("password_hash")));
  }

  private static final String SAVE_SERVER_OWNER = """
      insert into accounts (email, password_hash, server_owner) values ($1::text, $2::text, true)
      on conflict (email) do update set password_hash = excluded.password_hash, server_owner = true
      """;

  /** Makes a server owner, or gives one another password. */
  public Future<Void> saveServerOwner(String email, String passwordHash) {
    return database.run(SAVE_SERVER_OWNER, Tuple.of(email, passwordHash)).mapEmpty();
  }

  private static final String OPEN_SESSION = """
      with expired as (
        delete from sessions where token_hash in (
          select token_hash from sessions where expires_at < moment() order by expires_at limit 100))
      insert into sessions (token_hash, account_id, expires_at)
      values ($1::bytea, (select account_id from accounts where email = $2::text), moment() + $3::bigint * interval '1 s')
      """;

  /** Opens a session of fourteen days for whoever presents this token; no email stands for the console's link. */
  public Future<Void> openSession(String token, Optional<String> email) {
    return database
        .run(OPEN_SESSION, Tuple.of(digest(token), email.orElse(null), SESSION.toSeconds()))
        .mapEmpty();
  }

  private static final String SESSION_OF = """
      select a.account_id, a.email, a.name, a.server_owner
      from sessions s left join accounts a on a.account_id = s.account_id
      where s.token_hash = $1::bytea and s.expires_at > moment()
      """;

  /** The session that this token opens. */
  public Future<Optional<Session>> sessionOf(String token) {
    return database
        .run(SESSION_OF, Tuple.of(digest(token)))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(new Session(account(rows.iterator().next()))));
  }

  private static final String CLOSE_SESSION = "delete from sessions where token_hash = $1::bytea";

  public Future<Void> closeSession(String token) {
    return database.run(CLOSE_SESSION, Tuple.of(digest(token))).mapEmpty();
  }

  private static Optional<Account> account(Row row) {
    return Optional.ofNullable(row.getInteger("account_id"))
        .map(id -> new Account(
            id, row.getString("email"), row.getString("name"), row.getBoolean("server_owner")));
  }

  private static Buffer digest(String token) {
    return Buffer.buffer(Keyring.sha256(Keyring.utf8(token)));
  }
}

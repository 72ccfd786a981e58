package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The people who may sign in. */
public final class Accounts {

  /** A person; a server owner is an owner of every workspace. */
  public record Account(int id, String email, String name, boolean serverOwner) {}

  /** What an account signs in by. */
  public record Ways(boolean password, boolean openid) {}

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

  private static final String FIND = """
      select account_id, email, name, server_owner from accounts where email = $1::text
      """;

  /** The account of an address in lower case. */
  public Future<Optional<Account>> find(String email) {
    return database.run(FIND, Tuple.of(email)).map(Accounts::first);
  }

  private static final String WAYS = """
      select password_hash is not null as password, oidc_subject is not null as openid
      from accounts where account_id = $1::int
      """;

  /** What an account signs in by; nothing for one that is gone. */
  public Future<Ways> ways(int account) {
    return database.run(WAYS, Tuple.of(account)).map(rows -> {
      if (rows.size() == 0) {
        return new Ways(false, false);
      }
      var row = rows.iterator().next();
      return new Ways(row.getBoolean("password"), row.getBoolean("openid"));
    });
  }

  private static final String FIRST_SERVER_OWNER = """
      select account_id, email, name, server_owner from accounts
      where server_owner order by account_id limit 1
      """;

  /** Whoever owned this server first. */
  public Future<Optional<Account>> firstServerOwner() {
    return database.run(FIRST_SERVER_OWNER, Tuple.tuple()).map(Accounts::first);
  }

  private static final String SAVE_SERVER_OWNER = """
      with changed as (
        select account_id from accounts where email = $1::text and password_hash is distinct from $2::text
      ), sessions_ended as (
        delete from sessions where account_id = (select account_id from changed)
      ), links_ended as (
        delete from password_resets where account_id = (select account_id from changed)
      ), passes_ended as (
        delete from panel_passes where account_id = (select account_id from changed))
      insert into accounts (email, password_hash, server_owner) values ($1::text, $2::text, true)
      on conflict (email) do update set password_hash = excluded.password_hash, server_owner = true
      """;

  /** Makes a server owner, or gives one another password, which ends all that the account is open by. */
  public Future<Void> saveServerOwner(String email, String passwordHash) {
    return database.run(SAVE_SERVER_OWNER, Tuple.of(email, passwordHash)).mapEmpty();
  }

  private static final String RENAME = """
      update accounts set name = $2::text where account_id = $1::int
      returning account_id, email, name, server_owner
      """;

  /** The account under another name; empty for one that is gone. */
  public Future<Optional<Account>> rename(int account, String name) {
    return database.run(RENAME, Tuple.of(account, name)).map(Accounts::first);
  }

  private static Optional<Account> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : account(rows.iterator().next());
  }

  /** The account in a row, if there is one. */
  static Optional<Account> account(Row row) {
    return Optional.ofNullable(row.getInteger("account_id"))
        .map(id -> new Account(
            id, row.getString("email"), row.getString("name"), row.getBoolean("server_owner")));
  }
}

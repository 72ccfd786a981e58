package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The passwords of people: changed by whoever knows the old one, or by a link that was mailed. */
public final class Credentials {

  /** A link to choose another password, for this address. */
  public record Reset(String email, String token) {}

  private static final int TOKEN_BYTES = 32;
  private static final Duration GOOD_FOR = Duration.ofHours(1);
  /** So that asking again does not make the mail worthless that is just being read. */
  private static final int LINKS_AT_A_TIME = 3;

  private final Database database;
  private final Keyring keys;

  public Credentials(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  private static final String CHANGE = """
      update accounts set password_hash = $3::text where account_id = $1::int and password_hash = $2::text
      """;

  /**
   * Gives an account another password and ends all that it is open by but the session that this token opens from now on; false
   * where the old hash is no longer the account's.
   */
  public Future<Boolean> change(
      int account, String oldHash, String newHash, String token, String browser) {
    return database.inTransaction(tx -> tx.run(CHANGE, Tuple.of(account, oldHash, newHash))
        .compose(changed -> changed.rowCount() == 0
            ? Future.succeededFuture(false)
            : end(tx, account)
                .compose(ended -> tx.run(
                    Sessions.OPEN, Sessions.opening(token, OptionalInt.of(account), browser)))
                .map(true)));
  }

  private static final String ASK = """
      with old as (
        delete from password_resets where token_hash in (
          select token_hash from password_resets r join accounts a on a.account_id = r.account_id
          where a.email = $1::text order by r.expires_at desc offset $4::int))
      insert into password_resets (token_hash, account_id, expires_at)
      select $2::bytea, account_id, moment() + $3::bigint * interval '1 s' from accounts
      where email = $1::text and (password_hash is not null or oidc_subject is null)
      """;

  /** A link for whoever reads an address's mail, or the console; empty where it has no account, or one that signs in by OpenID alone. */
  public Future<Optional<Reset>> ask(String email) {
    var token = keys.randomText(TOKEN_BYTES);
    return database
        .run(ASK, Tuple.of(email, Digest.of(token), GOOD_FOR.toSeconds(), LINKS_AT_A_TIME - 1))
        .map(asked ->
            asked.rowCount() == 0 ? Optional.empty() : Optional.of(new Reset(email, token)));
  }

  private static final String OWNER = """
      select account_id from password_resets where token_hash = $1::bytea and expires_at > moment()
      for update
      """;
  private static final String REPLACE =
      "update accounts set password_hash = $2::text where account_id = $1::int";

  /**
   * Gives the account of a link another password and ends all that it is open by; false where the link is used, too
   * old or made up.
   */
  public Future<Boolean> reset(String token, String newHash) {
    return database.inTransaction(tx -> tx.run(OWNER, Tuple.of(Digest.of(token)))
        .compose(found -> {
          if (found.size() == 0) {
            return Future.succeededFuture(false);
          }
          int account = found.iterator().next().getInteger("account_id");
          return tx.run(REPLACE, Tuple.of(account, newHash))
              .compose(replaced -> end(tx, account))
              .map(true);
        }));
  }

  private static final String IS_GOOD =
      "select 1 from password_resets where token_hash = $1::bytea and expires_at > moment()";

  /** Whether a link is still good, told before the work of hashing. */
  public Future<Boolean> isGood(String token) {
    return database.run(IS_GOOD, Tuple.of(Digest.of(token))).map(rows -> rows.size() > 0);
  }

  private static final String END = """
      with links as (delete from password_resets where account_id = $1::int),
        passes as (delete from panel_passes where account_id = $1::int)
      delete from sessions where account_id = $1::int
      """;

  /** Ends all that an account is open by: its sessions, its links to another password, the passes of its panels. */
  static Future<Void> end(Tx tx, int account) {
    return tx.run(END, Tuple.of(account)).mapEmpty();
  }
}

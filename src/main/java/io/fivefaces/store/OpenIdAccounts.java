package io.fivefaces.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The accounts of those who sign in at the OpenID provider. */
public final class OpenIdAccounts {

  /** Whether somebody may sign in. */
  public sealed interface Admission {
    /** As the account with this address. */
    record Admitted(String email) implements Admission {}

    /** There is no account for the subject, and the provider vouches for no address. */
    record Unverified() implements Admission {}

    /** Nobody made an account or an invitation for this address. */
    record Unknown() implements Admission {}

    /** The account with this address belongs to another subject. */
    record Taken() implements Admission {}
  }

  private record Known(int id, String email, String subject) {}

  private static final int MOST_INVITATIONS = 200;

  private final Database database;

  public OpenIdAccounts(Database database) {
    this.database = database;
  }

  /**
   * Admits a subject: as the account that is linked with it, whatever its address is by now, else as the account or
   * the invited person of a verified address, which is linked with the subject from then on. Invitations that wait for
   * the account's own address make it a member.
   *
   * @param email in lower case, verified by the provider; empty where it verified none
   */
  public Future<Admission> admit(String subject, Optional<String> email, String name) {
    return database.inTransaction(tx -> bySubject(tx, subject).compose(linked -> {
      if (linked.isPresent()) {
        return admitted(tx, linked.get(), email);
      }
      return email.isEmpty()
          ? Future.succeededFuture(new Admission.Unverified())
          : link(tx, subject, email.get(), name);
    }));
  }

  private static final String BY_SUBJECT = """
      select account_id, email, oidc_subject from accounts where oidc_subject = $1::text
      """;

  private static Future<Optional<Known>> bySubject(Tx tx, String subject) {
    return tx.run(BY_SUBJECT, Tuple.of(subject)).map(OpenIdAccounts::first);
  }

  private static final String BY_EMAIL = """
      select account_id, email, oidc_subject from accounts where email = $1::text for update
      """;

  private static final String LINK = """
      update accounts set oidc_subject = $2::text, name = case name when '' then $3::text else name end,
        password_hash = case when server_owner then password_hash end
      where account_id = $1::int
      """;

  /**
   * Whoever chose the account's password followed a link that its inviter saw too, so nothing of before is good any more;
   * the owner of the server, whom nobody invited, keeps a way in for the day on which the provider is away.
   */
  private static Future<Admission> link(Tx tx, String subject, String email, String name) {
    return tx.run(BY_EMAIL, Tuple.of(email)).map(OpenIdAccounts::first).compose(found -> {
      if (found.isEmpty()) {
        return welcome(tx, subject, email, name);
      }
      var account = found.get();
      if (subject.equals(account.subject())) {
        return admitted(tx, account, Optional.of(email));
      }
      return account.subject() != null
          ? Future.succeededFuture(new Admission.Taken())
          : tx.run(LINK, Tuple.of(account.id(), subject, name))
              .compose(done -> Credentials.end(tx, account.id()))
              .compose(done -> admitted(tx, account, Optional.of(email)));
    });
  }

  private static final String WELCOME = """
      insert into accounts (email, name, oidc_subject)
      select $1::text, $2::text, $3::text
      where exists (select from invitations where email = $1::text and expires_at > moment())
      on conflict do nothing
      returning account_id, email, oidc_subject
      """;

  private static Future<Admission> welcome(Tx tx, String subject, String email, String name) {
    return tx.run(WELCOME, Tuple.of(email, name, subject))
        .map(OpenIdAccounts::first)
        .compose(made -> made.isEmpty()
            ? Future.succeededFuture(new Admission.Unknown())
            : admitted(tx, made.get(), Optional.of(email)));
  }

  private static final String JOIN = """
      with accepted as (
        delete from invitations where (workspace_id, invitation_id) in (
          select workspace_id, invitation_id from invitations
          where email = $1::text and expires_at > moment() limit $3::int)
        returning workspace_id, role
      ), joined as (
        insert into members (workspace_id, account_id, role)
        select workspace_id, $2::int, role from accepted
        on conflict (workspace_id, account_id) do nothing
        returning workspace_id, role)
      insert into audit (workspace_id, who, what, after)
      select workspace_id, $1::text, 'member', jsonb_build_object('email', $1::text, 'role', role) from joined
      """;

  private static Future<Admission> admitted(Tx tx, Known account, Optional<String> email) {
    var admitted = new Admission.Admitted(account.email());
    return email.filter(account.email()::equals).isEmpty()
        ? Future.succeededFuture(admitted)
        : tx.run(JOIN, Tuple.of(account.email(), account.id(), MOST_INVITATIONS))
            .map(done -> admitted);
  }

  private static Optional<Known> first(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    var row = rows.iterator().next();
    return Optional.of(new Known(
        row.getInteger("account_id"), row.getString("email"), row.getString("oidc_subject")));
  }
}

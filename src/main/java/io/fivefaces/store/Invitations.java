package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Those who are asked to join a workspace. The token of a link names its workspace; only its digest is kept. */
public final class Invitations {

  /** What became of the mail with the link. */
  public enum Mailing {
    ON_ITS_WAY,
    SENT,
    /** It is in the workspace's built-in mailbox. */
    KEPT,
    NOT_SENT;

    static Mailing named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An invitation that waits to be accepted.
   *
   * @param mailProblem why the mail did not go out, or null
   */
  public record Invitation(
      int workspace,
      int id,
      String email,
      Role role,
      String invitedBy,
      Instant at,
      Instant expiresAt,
      Mailing mail,
      String mailProblem) {}

  /** What inviting came to. */
  public sealed interface Outcome {
    /** Has a link to follow. */
    record Invited(Invitation invitation, String token) implements Outcome {}

    record AlreadyMember() implements Outcome {}

    record AlreadyInvited() implements Outcome {}

    /** More wait than a workspace may have. */
    record TooMany() implements Outcome {}
  }

  /** What became of an invitation. */
  public sealed interface Change {
    /** With the token of its new link, or null where it was withdrawn. */
    record Made(Invitation invitation, String token) implements Change {}

    record NoInvitation() implements Change {}

    /** Who becomes an owner is a matter of owners. */
    record OwnersOnly() implements Change {}
  }

  private static final Duration GOOD_FOR = Duration.ofDays(7);
  private static final int MOST = 200;
  private static final int TOKEN_BYTES = 32;

  private static final String COLUMNS =
      " workspace_id, invitation_id, email, role, invited_by, created_at, expires_at, mail, mail_problem ";

  private final Database database;
  private final Keyring keys;

  public Invitations(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  private static final String IS_MEMBER = """
      select 1 from accounts a join members m on m.workspace_id = $1::int and m.account_id = a.account_id
      where a.email = $2::text
      """;

  private static final String INVITE = """
      with invited as (
        insert into invitations (workspace_id, email, role, token_hash, invited_by, expires_at)
        select $1::int, $2::text, $3::text, $4::bytea, $5::text, moment() + $6::bigint * interval '1 s'
        where (select count(*) from (select 1 from invitations where workspace_id = $1::int limit $7::int) waiting) < $7::int
        on conflict (workspace_id, email) do update
        set role = excluded.role, token_hash = excluded.token_hash, invited_by = excluded.invited_by,
          created_at = moment(), expires_at = excluded.expires_at, mail = 'on_its_way', mail_problem = null
        where invitations.expires_at < moment()
        returning %1$s
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $5::text, 'invitation', jsonb_build_object('email', email, 'role', role) from invited)
      select %1$s from invited
      """.formatted(COLUMNS);

  private static final String IS_INVITED =
      "select 1 from invitations where workspace_id = $1::int and email = $2::text";

  /**
   * Gives somebody a link to follow, whether or not the address has an account: an account is no proof that whoever has it
   * reads the address's mail. Kept with who did.
   */
  public Future<Outcome> invite(int workspace, String email, Role role, String who) {
    return database.inTransaction(tx -> tx.run(IS_MEMBER, Tuple.of(workspace, email))
        .compose(members -> members.size() > 0
            ? Future.succeededFuture(new Outcome.AlreadyMember())
            : invite(tx, workspace, email, role, who)));
  }

  private Future<Outcome> invite(Tx tx, int workspace, String email, Role role, String who) {
    var token = newToken(workspace);
    return tx.run(
            INVITE,
            Tuple.of(
                workspace,
                email,
                role.toString(),
                Digest.of(token),
                who,
                GOOD_FOR.toSeconds(),
                MOST))
        .compose(rows -> rows.size() > 0
            ? Future.succeededFuture(new Outcome.Invited(first(rows).orElseThrow(), token))
            : tx.run(IS_INVITED, Tuple.of(workspace, email))
                .map(waiting ->
                    waiting.size() > 0 ? new Outcome.AlreadyInvited() : new Outcome.TooMany()));
  }

  private static final String WAITING = "select" + COLUMNS + """
      from invitations where workspace_id = $1::int order by invitation_id limit $2::int
      """;

  /** Those who did not accept yet, oldest first; of those whose time is over too, until they are withdrawn. */
  public Future<List<Invitation>> waiting(int workspace) {
    return database
        .run(WAITING, Tuple.of(workspace, MOST))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
            .map(Invitations::invitation)
            .toList());
  }

  private static final String LOCK = "select" + COLUMNS + """
      from invitations where workspace_id = $1::int and invitation_id = $2::int for update
      """;

  private static final String RENEW = """
      with renewed as (
        update invitations set token_hash = $3::bytea, expires_at = moment() + $4::bigint * interval '1 s',
          mail = 'on_its_way', mail_problem = null
        where workspace_id = $1::int and invitation_id = $2::int
        returning %1$s
      ), noted as (
        insert into audit (workspace_id, who, what, after)
        select workspace_id, $5::text, 'invitation', jsonb_build_object('email', email, 'role', role, 'sent_again', true)
        from renewed)
      select %1$s from renewed
      """.formatted(COLUMNS);

  /** Gives an invitation another link for another seven days; the old one is good for nothing from then on. */
  public Future<Change> renew(int workspace, int id, String who, Role whosRole) {
    var token = newToken(workspace);
    return database.inTransaction(tx -> locked(tx, workspace, id, whosRole)
        .compose(refusal -> refusal.isPresent()
            ? Future.succeededFuture(refusal.get())
            : tx.run(RENEW, Tuple.of(workspace, id, Digest.of(token), GOOD_FOR.toSeconds(), who))
                .map(rows -> new Change.Made(first(rows).orElseThrow(), token))));
  }

  private static final String WITHDRAW = """
      with withdrawn as (
        delete from invitations where workspace_id = $1::int and invitation_id = $2::int
        returning %1$s
      ), noted as (
        insert into audit (workspace_id, who, what, before)
        select workspace_id, $3::text, 'invitation', jsonb_build_object('email', email, 'role', role) from withdrawn)
      select %1$s from withdrawn
      """.formatted(COLUMNS);

  /** Takes an invitation back; its link is good for nothing from then on. */
  public Future<Change> withdraw(int workspace, int id, String who, Role whosRole) {
    return database.inTransaction(tx -> locked(tx, workspace, id, whosRole)
        .compose(refusal -> refusal.isPresent()
            ? Future.succeededFuture(refusal.get())
            : tx.run(WITHDRAW, Tuple.of(workspace, id, who))
                .map(rows -> new Change.Made(first(rows).orElseThrow(), null))));
  }

  /** Why it may not be changed; empty where it may, and then nobody else changes it meanwhile. */
  private static Future<Optional<Change>> locked(Tx tx, int workspace, int id, Role whosRole) {
    return tx.run(LOCK, Tuple.of(workspace, id)).map(rows -> {
      var found = first(rows);
      if (found.isEmpty()) {
        return Optional.of(new Change.NoInvitation());
      }
      return found.get().role() == Role.OWNER && whosRole != Role.OWNER
          ? Optional.of(new Change.OwnersOnly())
          : Optional.empty();
    });
  }

  private static final String MAILED = """
      update invitations set mail = $4::text, mail_problem = $5::text
      where workspace_id = $1::int and invitation_id = $2::int and token_hash = $3::bytea
      """;

  /** Keeps what became of the mail with this link. */
  public Future<Void> mailed(Invitation invitation, String token, Mailing mail, String problem) {
    return database
        .run(
            MAILED,
            Tuple.of(
                invitation.workspace(),
                invitation.id(),
                Digest.of(token),
                mail.toString(),
                problem))
        .mapEmpty();
  }

  private String newToken(int workspace) {
    return workspace + "_" + keys.randomText(TOKEN_BYTES);
  }

  private static Optional<Invitation> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(Invitations::invitation)
        .findFirst();
  }

  private static Invitation invitation(Row row) {
    return new Invitation(
        row.getInteger("workspace_id"),
        row.getInteger("invitation_id"),
        row.getString("email"),
        Role.named(row.getString("role")).orElseThrow(),
        row.getString("invited_by"),
        Rows.time(row, "created_at"),
        Rows.time(row, "expires_at"),
        Mailing.named(row.getString("mail")),
        row.getString("mail_problem"));
  }
}

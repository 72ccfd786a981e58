package io.fivefaces.store;

import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Accounts.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The first start: a server without an owner gets one. */
public final class SetUp {

  /** What a set-up came to. */
  public sealed interface Outcome {
    /** The owner, and the workspace that was made. */
    record Done(Account owner, Optional<Workspace> workspace) implements Outcome {}

    /** Somebody owns this server. */
    record Closed() implements Outcome {}

    /** The address belongs to somebody who was invited. */
    record EmailTaken() implements Outcome {}

    record SlugTaken() implements Outcome {}
  }

  /** How things are before it. */
  public record State(boolean open, boolean hasWorkspace) {}

  /** A workspace's name and slug. */
  public record NewWorkspace(String name, String slug) {}

  private final Database database;

  public SetUp(Database database) {
    this.database = database;
  }

  private static final String STATE = """
      select not exists (select 1 from accounts where server_owner) as open,
        exists (select 1 from workspaces where not demo) as has_workspace
      """;

  public Future<State> state() {
    return database.run(STATE, Tuple.tuple()).map(rows -> {
      var row = rows.iterator().next();
      return new State(row.getBoolean("open"), row.getBoolean("has_workspace"));
    });
  }

  /** Lets two who set up at the same time do so one after the other. */
  private static final String LOCK = "lock table accounts in share row exclusive mode";

  private static final String TAKEN = """
      select exists (select 1 from accounts where server_owner) as owned,
        exists (select 1 from accounts where email = $1::text) as email_taken,
        exists (select 1 from workspaces where slug = $2::text) as slug_taken
      """;
  private static final String ADD_OWNER = """
      with ended as (delete from sessions where account_id is null)
      insert into accounts (email, name, password_hash, server_owner)
      values ($1::text, $2::text, $3::text, true)
      returning account_id, email, name, server_owner
      """;

  /** Makes the server's owner, and a first workspace where one is wanted; sessions of the console's link end. */
  public Future<Outcome> complete(
      String email, String name, String passwordHash, Optional<NewWorkspace> wanted) {
    return database.inTransaction(tx -> tx.run(LOCK, Tuple.tuple())
        .compose(locked ->
            tx.run(TAKEN, Tuple.of(email, wanted.map(NewWorkspace::slug).orElse(null))))
        .compose(rows -> {
          var row = rows.iterator().next();
          if (row.getBoolean("owned")) {
            return Future.<Outcome>succeededFuture(new Outcome.Closed());
          }
          if (row.getBoolean("email_taken")) {
            return Future.succeededFuture(new Outcome.EmailTaken());
          }
          if (row.getBoolean("slug_taken")) {
            return Future.succeededFuture(new Outcome.SlugTaken());
          }
          return tx.run(ADD_OWNER, Tuple.of(email, name, passwordHash))
              .map(added -> Accounts.account(added.iterator().next()).orElseThrow())
              .compose(owner -> make(tx, wanted, owner).map(made -> new Outcome.Done(owner, made)));
        }));
  }

  private static Future<Optional<Workspace>> make(
      Tx tx, Optional<NewWorkspace> wanted, Account owner) {
    return wanted.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : Workspaces.create(
            tx, wanted.get().slug(), wanted.get().name(), owner.email(), Optional.of(owner.id()));
  }
}

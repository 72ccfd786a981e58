package io.fivefaces.store;

import io.fivefaces.domain.DkimKey;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that sign mail, made when a domain is first sent from. Each workspace has its own, so that none can sign as
 * another's domain; the server's sender has one for all.
 */
public final class DkimKeys {

  private static final Logger LOG = LoggerFactory.getLogger(DkimKeys.class);
  private static final int SERVER = 0;
  /** A workspace sends from one domain at a time. */
  private static final int KEPT = 20;

  private final Vertx vertx;
  private final Database database;
  private final Keyring keys;
  private final EmailAddress server;
  private final Optional<DkimKey> given;
  private final Map<Slot, Future<DkimKey>> making = new ConcurrentHashMap<>();

  private record Slot(int workspace, String domain) {}

  /**
   * The keys of all workspaces.
   *
   * @param server the sender of workspaces that chose none
   * @param given the key of that sender, where its operator brought one
   */
  public DkimKeys(
      Vertx vertx, Database database, Keyring keys, EmailAddress server, Optional<DkimKey> given) {
    this.vertx = vertx;
    this.database = database;
    this.keys = keys;
    this.server = server;
    this.given = given;
  }

  /** The key of a sender that this workspace has saved, made where there is none yet. */
  public Future<DkimKey> of(int workspace, EmailAddress sender) {
    boolean isServer = sender.folded().equals(server.folded());
    if (isServer && given.isPresent()) {
      return Future.succeededFuture(given.get());
    }
    var slot = new Slot(isServer ? SERVER : workspace, sender.domain());
    return find(slot)
        .compose(found -> found.isEmpty()
            ? make(slot, null)
            : open(slot, found.get()).map(Future::succeededFuture).orElseGet(() -> {
              // nobody can read it again; the new one's record has to be published
              LOG.warn("The DKIM key of {} was sealed by another master key; it is replaced", slot);
              return make(slot, found.get().getString("selector"));
            }));
  }

  private static final String FIND = """
      select selector, private_key from dkim_keys where workspace_id = $1::int and domain = $2::text
      """;

  private Future<Optional<Row>> find(Slot slot) {
    return database
        .run(FIND, Tuple.of(slot.workspace(), slot.domain()))
        .map(rows ->
            rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next()));
  }

  private Optional<DkimKey> open(Slot slot, Row row) {
    try {
      var key = keys.open(Keyring.Purpose.DKIM_KEY, row.getBuffer("private_key").getBytes());
      return Optional.of(DkimKey.of(slot.domain(), row.getString("selector"), key));
    } catch (IllegalStateException sealedByAnother) {
      return Optional.empty();
    }
  }

  /** Makes one key however many ask for it at once. */
  private Future<DkimKey> make(Slot slot, String replaced) {
    return making.computeIfAbsent(
        slot,
        first -> vertx
            .executeBlocking(() -> DkimKey.make(slot.domain()), false)
            .compose(key -> keep(slot, key, replaced))
            .compose(kept -> find(slot))
            .map(found -> open(slot, found.orElseThrow()).orElseThrow())
            .onComplete(done -> making.remove(slot)));
  }

  private static final String KEEP = """
      with kept as (
        insert into dkim_keys (workspace_id, domain, selector, private_key)
        values ($1::int, $2::text, $3::text, $4::bytea)
        on conflict (workspace_id, domain) do update
        set selector = excluded.selector, private_key = excluded.private_key, created_at = moment()
        where dkim_keys.selector = $5::text)
      delete from dkim_keys where workspace_id = $1::int and domain <> $2::text and domain in (
        select domain from dkim_keys where workspace_id = $1::int
        order by created_at desc offset $6::int)
      """;

  /** Keeps a key unless another node was first, and drops those of domains that are long abandoned. */
  private Future<Void> keep(Slot slot, DkimKey key, String replaced) {
    var sealed = Buffer.buffer(keys.seal(Keyring.Purpose.DKIM_KEY, key.privateKey()));
    var parameters = Tuple.of(slot.workspace(), slot.domain(), key.selector(), sealed);
    return database.run(KEEP, parameters.addValue(replaced).addValue(KEPT - 1)).mapEmpty();
  }
}

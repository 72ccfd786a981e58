package io.fivefaces.store;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Role;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of machines. Of a key only its digest is kept; the text names its workspace: {@code ff_<workspace>_<random>}. */
public final class ApiKeys {

  /** A key that is good. */
  public record ApiKey(int workspace, int id, String name, Role role) {}

  private static final Pattern FORM = Pattern.compile("ff_([1-9][0-9]{0,8})_[A-Za-z0-9_-]{43}");

  private final Database database;

  public ApiKeys(Database database) {
    this.database = database;
  }

  private static final String FIND = """
      select key_id, name, role from api_keys
      where workspace_id = $1::int and key_hash = $2::bytea and revoked_at is null
      """;

  /** The key of this text; empty where it never was one, or is revoked. */
  public Future<Optional<ApiKey>> find(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Future.succeededFuture(Optional.empty());
    }
    int workspace = Integer.parseInt(form.group(1));
    var digest = Buffer.buffer(Keyring.sha256(Keyring.utf8(text)));
    return database.run(FIND, Tuple.of(workspace, digest)).map(rows -> {
      if (rows.size() == 0) {
        return Optional.empty();
      }
      var row = rows.iterator().next();
      return Optional.of(new ApiKey(
          workspace,
          row.getInteger("key_id"),
          row.getString("name"),
          Role.named(row.getString("role")).orElseThrow()));
    });
  }
}

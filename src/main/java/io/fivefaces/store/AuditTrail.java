package io.fivefaces.store;

import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;

/** Who did what, where nothing of the workspace changed by it. */
public final class AuditTrail {

  private final Database database;

  public AuditTrail(Database database) {
    this.database = database;
  }

  private static final String PUT = """
      insert into audit (workspace_id, who, what, after) values ($1::int, $2::text, $3::text, $4::text::jsonb)
      """;

  /** Keeps that somebody did something, with its details. */
  public Future<Void> put(int workspace, String who, String what, Object details) {
    var json = new String(Json.write(details), StandardCharsets.UTF_8);
    return database.run(PUT, Tuple.of(workspace, who, what, json)).mapEmpty();
  }
}

package io.fivefaces.support;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Role;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A workspace's people and machines, one of each role, put straight into the tables. */
public final class Cast {

  /** Somebody who calls: a name for the test's words, the role, and the headers they are known by. */
  public record Someone(String name, String role, String scheme, List<String> headers) {
    /** Headers as name and value in turn. */
    public String[] known() {
      return headers.toArray(String[]::new);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What the contract calls whoever owns the server. */
  public static final String SERVER_OWNER = "server-owner";

  private final TestDatabase database;
  private final String workspace;
  private final Map<Role, Someone> keys = new EnumMap<>(Role.class);
  private final Map<Role, Someone> people = new EnumMap<>(Role.class);

  /** Fills a workspace. */
  public Cast(TestDatabase database, String workspace) {
    this.database = database;
    this.workspace = workspace;
    for (var role : Role.values()) {
      keys.put(role, key(role, "null"));
      if (role.isForPeople()) {
        people.put(role, person(role, "moment() + interval '1 hour'"));
      }
    }
  }

  public String workspace() {
    return workspace;
  }

  /** Everybody who may come in here. */
  public List<Someone> all() {
    return Stream.concat(keys.values().stream(), people.values().stream()).toList();
  }

  public Someone person(Role role) {
    return people.get(role);
  }

  /** Those whom nobody knows, or knows no longer. */
  public List<Someone> strangers() {
    return List.of(
        new Someone("a stranger", "", "", List.of()),
        bearer("garbage as a key", "", "garbage"),
        bearer("a key that never was", "", "ff_" + workspace + "_" + random()),
        key(Role.OWNER, "moment()"),
        cookie("a session that never was", "", random()),
        person(Role.OWNER, "moment() - interval '1 minute'"));
  }

  /** Who owns the server, as a machine and as a person. */
  public static List<Someone> serverOwners(TestDatabase database) {
    var token = random();
    database.execute("""
        insert into sessions (token_hash, account_id, expires_at)
        select '\\x%s', account_id, moment() + interval '1 hour' from accounts where server_owner limit 1
        """.formatted(digest(token)));
    return List.of(
        bearer("the server's key", SERVER_OWNER, Caller.ADMIN_KEY),
        cookie("the server's owner", SERVER_OWNER, token));
  }

  /** Who owns the server, as a machine where the operation is for machines, else as a person. */
  public static Someone serverOwner(TestDatabase database, Contract.Operation operation) {
    var owners = serverOwners(database);
    return operation.roles("bearer").isEmpty() ? owners.getLast() : owners.getFirst();
  }

  private Someone key(Role role, String revokedAt) {
    var text = "ff_" + workspace + "_" + random();
    database.execute(
        """
        insert into api_keys (workspace_id, name, role, prefix, key_hash, created_by, revoked_at)
        values (%s, '%s', '%s', '%s', '\\x%s', 'a test', %s)
        """.formatted(workspace, random(), role, text.substring(0, 8), digest(text), revokedAt));
    var name = revokedAt.equals("null") ? "the key of role " + role : "a revoked key";
    return bearer(name, role.toString(), text);
  }

  private Someone person(Role role, String end) {
    var email = UUID.randomUUID() + "@us.test";
    var token = random();
    database.execute("""
        with account as (insert into accounts (email) values ('%s') returning account_id),
          member as (
            insert into members (workspace_id, account_id, role)
            select %s, account_id, '%s' from account)
        insert into sessions (token_hash, account_id, expires_at) select '\\x%s', account_id, %s from account
        """.formatted(email, workspace, role, digest(token), end));
    var name = end.contains("-") ? "a session that ended" : "the person of role " + role;
    return cookie(name, role.toString(), token);
  }

  private static Someone bearer(String name, String role, String key) {
    return new Someone(name, role, "bearer", List.of("authorization", "Bearer " + key));
  }

  private static Someone cookie(String name, String role, String token) {
    return new Someone(
        name,
        role,
        "session",
        List.of("cookie", "fivefaces=" + token, "sec-fetch-site", "same-origin"));
  }

  private static String random() {
    var text = UUID.randomUUID() + "-" + UUID.randomUUID();
    return text.substring(0, 43);
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Keyring.sha256(Keyring.utf8(text)));
  }
}

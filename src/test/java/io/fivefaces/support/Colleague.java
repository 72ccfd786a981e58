package io.fivefaces.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Somebody with a role in a workspace, and the cookie of their session. */
public record Colleague(String email, String token) {

  /** Makes one, with a session, straight in the tables. */
  public static Colleague in(TestDatabase database, String workspace, String role) {
    var email = role + "-" + workspace + "@us.test";
    var token = "session-of-" + email;
    database.execute("""
        insert into accounts (email, name) values ('%1$s', 'A colleague');
        insert into members (workspace_id, account_id, role)
        select %2$s, account_id, '%3$s' from accounts where email = '%1$s';
        insert into sessions (token_hash, account_id, expires_at)
        select '\\x%4$s'::bytea, account_id, moment() + interval '1 day' from accounts where email = '%1$s'
        """.formatted(email, workspace, role, digest(token)));
    return new Colleague(email, token);
  }

  /** The cookie header of their requests. */
  public String cookie() {
    return "fivefaces=" + token;
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

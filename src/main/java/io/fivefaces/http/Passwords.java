package io.fivefaces.http;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/** Argon2id (RFC 9106) with 19 MiB, two passes, one lane. Both take about 100 ms: call them on a worker. */
public final class Passwords {

  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19 << 10, 2, 1, 32, Argon2.ID);

  private Passwords() {}

  /** The encoded hash with a salt of its own. */
  public static String hash(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult();
  }

  /** Whether the password is the hashed one. */
  public static boolean matches(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }
}

package io.fivefaces.demo;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The bot token of the demo's Slack app, made of the master key, so that it is known for one wherever it turns up. */
public final class DemoToken {

  private static final String PREFIX = "xoxb-fivefaces-demo-";
  private static final byte[] MESSAGE = Keyring.utf8("bot token");

  private DemoToken() {}

  /** The token that today's key makes. */
  static String of(Keyring keys) {
    return token(keys.signatures(Purpose.DEMO_TOKEN, MESSAGE).getFirst());
  }

  /** Whether one of the keys made this token; it is then worth nothing to the real Slack, and must not get there. */
  public static boolean isOne(String token, Keyring keys) {
    return token != null
        && token.startsWith(PREFIX)
        && keys.signatures(Purpose.DEMO_TOKEN, MESSAGE).stream()
            .map(DemoToken::token)
            .anyMatch(made -> MessageDigest.isEqual(Keyring.utf8(made), Keyring.utf8(token)));
  }

  private static String token(byte[] signature) {
    return PREFIX + HexFormat.of().formatHex(signature);
  }
}

package io.fivefaces.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How long after a quarter's start a customer is asked, so that a quarter's mails are spread over some days. */
public final class Slot {

  private Slot() {}

  /** The same for an address at any time, and any moment of these days as likely as any other. */
  public static Duration of(String address, int days) {
    var hash = Keyring.sha256(address.getBytes(StandardCharsets.UTF_8));
    double share = (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
    return Duration.ofMillis((long) (share * Duration.ofDays(days).toMillis()));
  }
}

package io.fivefaces.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses, written as CIDR; one of IPv4 never holds an address of IPv6. */
public final class Network {

  private static final Pattern QUAD =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

  private final byte[] base;
  private final int length;

  private Network(byte[] base, int length) {
    this.base = base;
    this.length = length;
  }

  /** The range of {@code 10.0.0.0/8}, {@code fd00::/8} or one address; empty where the text is none of these. */
  public static Optional<Network> parse(String text) {
    var parts = text.strip().split("/", -1);
    var base = literal(parts[0]);
    if (parts.length > 2 || base.isEmpty()) {
      return Optional.empty();
    }
    int bits = base.get().length * Byte.SIZE;
    if (parts.length == 1) {
      return Optional.of(new Network(base.get(), bits));
    }
    return LENGTH.matcher(parts[1]).matches() && Integer.parseInt(parts[1]) <= bits
        ? Optional.of(new Network(base.get(), Integer.parseInt(parts[1])))
        : Optional.empty();
  }

  /** The ranges of these texts; refuses a text that is no range. */
  static List<Network> all(Collection<String> texts) {
    return texts.stream()
        .map(text -> parse(text)
            .orElseThrow(() -> new IllegalArgumentException("one is no address or CIDR range")))
        .toList();
  }

  /** The bytes of an address that is written as a dotted quad or as IPv6; nothing is ever looked up. */
  public static Optional<byte[]> literal(String text) {
    boolean written = QUAD.matcher(text).matches() && !text.endsWith(".")
        || text.indexOf(':') >= 0 && IPV6.matcher(text).matches();
    try {
      // a text of this shape is parsed and not asked of a name server
      return written ? Optional.of(InetAddress.getByName(text).getAddress()) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether every address of its kind lies in this range. */
  boolean isEverywhere() {
    return length == 0;
  }

  /** Whether an address of 4 or 16 bytes lies in this range. */
  public boolean contains(byte[] address) {
    if (address.length != base.length) {
      return false;
    }
    int whole = length / Byte.SIZE;
    int rest = length % Byte.SIZE;
    int mask = 0xff << (Byte.SIZE - rest) & 0xff;
    return Arrays.equals(address, 0, whole, base, 0, whole)
        && (rest == 0 || (address[whole] & mask) == (base[whole] & mask));
  }
}

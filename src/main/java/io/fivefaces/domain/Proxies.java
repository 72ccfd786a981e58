package io.fivefaces.domain;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The proxies that are believed when they say whose request they hand on; nobody else is. */
public final class Proxies {

  /** Counted from this server: its peer, and what X-Forwarded-For names from the right. */
  private static final int MOST_HOPS = 10;

  private static final Pattern BRACKETS_OR_PORT =
      Pattern.compile("\\[([^]]*)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");
  private static final byte[] NOBODY = {};

  private final List<Network> trusted;

  private Proxies(List<Network> trusted) {
    this.trusted = trusted;
  }

  /** Believes the proxies in these ranges; refuses a text that is no range, and ranges that hold everybody. */
  public static Proxies trusting(Collection<String> ranges) {
    var trusted = Network.all(ranges);
    if (trusted.stream().anyMatch(Network::isEverywhere)) {
      throw new IllegalArgumentException("one of these holds everybody");
    }
    return new Proxies(trusted);
  }

  /**
   * The address that a request comes from: of its peer and the hops before it, the nearest that is no trusted proxy. Where
   * a trusted proxy names no address, its own.
   *
   * @param peer the other end of the connection
   * @param forwarded the X-Forwarded-For headers, each a list of addresses, the farthest hop first
   * @return its 4 or 16 bytes; none where the peer has no IP address
   */
  public byte[] client(String peer, List<String> forwarded) {
    var client = NOBODY;
    var hops = String.join(",", forwarded) + "," + peer;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      int comma = hops.lastIndexOf(',');
      var address = address(hops.substring(comma + 1).strip());
      if (address.isEmpty()) {
        return client;
      }
      client = address.get();
      if (comma < 0 || !isTrusted(client)) {
        return client;
      }
      hops = hops.substring(0, comma);
    }
    return client;
  }

  private boolean isTrusted(byte[] address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  /** The address of a hop, which may have brackets, a port and the zone of a link-local address. */
  private static Optional<byte[]> address(String hop) {
    var written = BRACKETS_OR_PORT.matcher(hop);
    var bare = written.matches() ? written.replaceFirst("$1$2") : hop;
    return Network.literal(bare.split("%", 2)[0]);
  }
}

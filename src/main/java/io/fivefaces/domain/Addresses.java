package io.fivefaces.domain;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Where outbound webhooks may go: anywhere in the public internet, and inside only where the operator allows it. */
public final class Addresses {

  /** Everything that IANA sets aside or that reaches another machine than it names. */
  private static final List<Network> SPECIAL = Stream.of(
          // this network, private use, shared (CGNAT), loopback, link-local with the clouds'
          // metadata
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          // protocol assignments, documentation, AS112, AMT, 6to4 relays, benchmarks
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          // multicast, reserved, broadcast
          "224.0.0.0/4",
          "240.0.0.0/4",
          // all that is not global unicast: loopback, mapped, NAT64, discard, ULA, link-local,
          // multicast
          "::/3",
          "4000::/2",
          "8000::/1",
          // protocol assignments with Teredo, ORCHID and benchmarks; documentation; 6to4; AS112
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20")
      .map(text -> Network.parse(text).orElseThrow())
      .toList();

  private static final int MAPPED = 12;

  private final List<Network> allowed;

  /** Allows these ranges beside the public internet. */
  public Addresses(Collection<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** Allows the ranges of these texts beside the public internet; refuses a text that is no range. */
  public static Addresses allowing(Collection<String> ranges) {
    return new Addresses(Network.all(ranges));
  }

  /** Whether a webhook may go to this address, encrypted or not: in the clear it goes only where the operator says so. */
  public boolean mayReach(byte[] address, boolean encrypted) {
    var plain = unmapped(address);
    return isAllowed(plain)
        || encrypted && SPECIAL.stream().noneMatch(range -> range.contains(plain));
  }

  /** Whether the operator allows any address inside. */
  public boolean areAnyAllowed() {
    return !allowed.isEmpty();
  }

  private boolean isAllowed(byte[] address) {
    return allowed.stream().anyMatch(range -> range.contains(address));
  }

  /** An IPv4 address in the clothes of IPv6 (::ffff:a.b.c.d) as what it is. */
  private static byte[] unmapped(byte[] address) {
    boolean mapped = address.length == 16
        && Arrays.equals(address, 0, 10, new byte[10], 0, 10)
        && address[10] == -1
        && address[11] == -1;
    return mapped ? Arrays.copyOfRange(address, MAPPED, address.length) : address;
  }
}

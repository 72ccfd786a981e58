package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  private static final Proxies PROXIES =
      Proxies.trusting(List.of("10.0.0.0/8", "fd00::/8", "fe80::1"));

  private static String client(String peer, String... forwarded) throws UnknownHostException {
    return InetAddress.getByAddress(PROXIES.client(peer, List.of(forwarded))).getHostAddress();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          # the peer  | X-Forwarded-For                        | whose request it is
          10.0.0.1    | 192.0.2.7                              | 192.0.2.7
          10.0.0.1    | 192.0.2.7:51234                        | 192.0.2.7
          10.0.0.1    | 1.1.1.1, 192.0.2.7                     | 192.0.2.7
          10.0.0.1    | 1.1.1.1,192.0.2.7 , 10.9.9.9,10.0.0.2  | 192.0.2.7
          10.0.0.1    | 2001:db8::7                            | 2001:db8:0:0:0:0:0:7
          10.0.0.1    | [2001:db8::7]                          | 2001:db8:0:0:0:0:0:7
          10.0.0.1    | [2001:db8::7]:51234                    | 2001:db8:0:0:0:0:0:7
          10.0.0.1    | ::ffff:192.0.2.7                       | 192.0.2.7
          10.0.0.1    | 192.0.2.7, ::ffff:10.0.0.2             | 192.0.2.7
          ::ffff:10.0.0.1 | 192.0.2.7                          | 192.0.2.7
          fd00:0:0:0:0:0:0:1 | 192.0.2.7, [fd00::2]:80         | 192.0.2.7
          fe80:0:0:0:0:0:0:1%eth0 | 192.0.2.7                  | 192.0.2.7
          10.0.0.1    | 10.0.0.3, 10.0.0.2                     | 10.0.0.3
          """)
  void itIsTheNearestHopThatIsNoTrustedProxy(String peer, String forwarded, String client)
      throws UnknownHostException {
    assertThat(client(peer, forwarded)).isEqualTo(client);
  }

  @Test
  void headersFollowEachOtherLikeTheEntriesOfOne() throws UnknownHostException {
    assertThat(client("10.0.0.1", "1.1.1.1", "192.0.2.7", "10.0.0.2")).isEqualTo("192.0.2.7");
    assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void whatNobodyTrustedSaysIsNotHeard() throws UnknownHostException {
    assertThat(client("192.0.2.9", "192.0.2.7")).isEqualTo("192.0.2.9");
    assertThat(client("192.0.2.9", "192.0.2.7, 10.0.0.2")).isEqualTo("192.0.2.9");
    assertThat(Proxies.trusting(List.of()).client("127.0.0.1", List.of("192.0.2.7")))
        .containsExactly(127, 0, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "192.0.2.7,",
        "unknown",
        "_hidden",
        "localhost",
        "example.com",
        "192.0.2.7;",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.07",
        "3221225991",
        "0xc0000207",
        "192.0.2.7:",
        "192.0.2.7:port",
        "192.0.2.7:123456",
        "192.0.2.0/24",
        "[192.0.2.7",
        "192.0.2.7]",
        "[]",
        "[]:80",
        ":",
        ":::",
        ":80",
        ".:1",
        "::g",
        "1:2:3:4:5:6:7:8:9",
        "%",
        "%eth0",
        "\"192.0.2.7\"",
        "for=192.0.2.7",
        "\0",
        "\u0661.1.1.1",
        "💥"
      })
  void whereATrustedProxyNamesNoAddressItIsTheProxys(String garbage) throws UnknownHostException {
    assertThat(client("10.0.0.1", garbage)).isEqualTo("10.0.0.1");
    assertThat(client("10.0.0.1", "192.0.2.7, " + garbage + ", 10.0.0.2")).isEqualTo("10.0.0.2");
    assertThat(client("10.0.0.1", garbage + ", 192.0.2.7")).isEqualTo("192.0.2.7");
  }

  @Test
  void onlySoManyHopsAreRead() throws UnknownHostException {
    var eight = String.join(",", Collections.nCopies(8, "10.0.0.2"));
    assertThat(client("10.0.0.1", "192.0.2.7," + eight)).isEqualTo("192.0.2.7");
    assertThat(client("10.0.0.1", "192.0.2.7,10.0.0.3," + eight)).isEqualTo("10.0.0.3");
    assertThat(client("10.0.0.1", ",".repeat(1 << 20))).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "10.0.0.0/33", "10.0.0", "proxy.example.com", ""})
  void whatIsNoRangeOrHoldsEverybodyIsRefused(String range) {
    assertThatThrownBy(() -> Proxies.trusting(List.of("10.0.0.0/8", range)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

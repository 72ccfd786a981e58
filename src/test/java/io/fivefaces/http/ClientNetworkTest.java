package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Network;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientNetworkTest {

  private static String networkOf(String address) {
    return ClientNetwork.of(Network.literal(address).orElseThrow());
  }

  @Test
  void addressesOfOneHomeAreCountedTogetherAndOthersAreNot() {
    assertThat(Stream.of("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")
            .map(ClientNetworkTest::networkOf))
        .containsOnly("20010db800010002");
    assertThat(networkOf("2001:db8:1:3::1")).isEqualTo("20010db800010003");
    assertThat(networkOf("192.0.2.7")).isEqualTo("c0000207");
    assertThat(networkOf("192.0.2.8")).isNotEqualTo(networkOf("192.0.2.7"));
  }
}

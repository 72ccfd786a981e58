package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientNetworkTest {

  @Test
  void addressesOfOneHomeAreCountedTogetherAndOthersAreNot() {
    assertThat(Stream.of(
                "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2:0:0:0:9%eth0")
            .map(ClientNetwork::of))
        .containsOnly("20010db800010002/64");
    assertThat(ClientNetwork.of("2001:db8:1:3::1")).isEqualTo("20010db800010003/64");
    assertThat(ClientNetwork.of("192.0.2.7")).isEqualTo("192.0.2.7");
  }
}

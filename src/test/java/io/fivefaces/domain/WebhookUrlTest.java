package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.WebhookUrl.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

  private static final Addresses PUBLIC = new Addresses(List.of());

  private static Reading read(String text, String... allowed) {
    return WebhookUrl.read(text, Addresses.allowing(List.of(allowed)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0177.0.0.1/",
        "https://127.0.0.1./",
        "https://1.2.3/",
        "https://1.2.3.4.5/",
        "https://1.2.3.256/",
        "https://01.2.3.4/",
        "https://a.0x7f/",
        "https://a.1/",
        "https://0.0.0.0/",
        "https://10.1.2.3/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://172.31.255.255/",
        "https://192.168.0.1/",
        "https://192.0.0.8/",
        "https://192.0.2.1/",
        "https://198.18.0.1/",
        "https://198.51.100.7/",
        "https://203.0.113.7/",
        "https://224.0.0.1/",
        "https://239.255.255.255/",
        "https://240.0.0.1/",
        "https://255.255.255.255/",
        "https://192.88.99.1/",
        "https://[::]/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b::8.8.8.8]/",
        "https://[64:ff9b:1::1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:1::]/",
        "https://[2001:db8::1]/",
        "https://[fe80::1]/",
        "https://[fec0::1]/",
        "https://[fc00::1]/",
        "https://[fd12::1]/",
        "https://[ff02::1]/",
        "https://[100::1]/",
        "https://[3fff::1]/",
        "https://[5f00::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[::1",
        "https://user@example.com/",
        "https://user:pw@example.com/",
        "https://@example.com/",
        "https://example.com/#a",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://exa mple.com/",
        "https://bücher.example/",
        "https://-a.example/",
        "https://a..example/",
        "https:///path",
        "https:example.com",
        "//example.com/",
        "example.com",
        "ftp://example.com/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://example.com/",
        "http://8.8.8.8/",
        "",
        " https://example.com/",
        "https://example.com/\r\nx: y",
        "https://example.com\\@127.0.0.1/"
      })
  void aUrlThatLeadsElsewhereIsRefused(String text) {
    assertThat(WebhookUrl.read(text, PUBLIC)).isInstanceOf(Reading.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://hooks.example.com:8443/a/b?c=d&e=%20",
        "HTTPS://Example.com/",
        "https://8.8.8.8/",
        "https://1.0.0.1:444/",
        "https://172.32.0.1/",
        "https://100.128.0.1/",
        "https://[2606:4700::1111]/",
        "https://[::ffff:8.8.8.8]/",
        "https://xn--bcher-kva.example/",
        "https://0x7f.example/"
      })
  void aUrlInThePublicInternetIsUsable(String text) {
    assertThat(WebhookUrl.read(text, PUBLIC)).isInstanceOf(Reading.Usable.class);
  }

  @Test
  void itsPartsAreWhatARequestNeeds() {
    assertThat(WebhookUrl.read("https://Hooks.Example.com/a?b=c", PUBLIC))
        .isEqualTo(new Reading.Usable(new WebhookUrl(
            "https://Hooks.Example.com/a?b=c", true, "hooks.example.com", 443, "/a?b=c")));
    assertThat(read("http://[fd00::7]:81?x", "fd00::/8"))
        .isEqualTo(new Reading.Usable(
            new WebhookUrl("http://[fd00::7]:81?x", false, "fd00::7", 81, "/?x")));
  }

  @Test
  void insideIsReachedOnlyWhereTheOperatorAllowsIt() {
    assertThat(read("https://10.1.2.3/", "10.0.0.0/8")).isInstanceOf(Reading.Usable.class);
    assertThat(read("https://11.1.2.3/", "10.0.0.0/8")).isInstanceOf(Reading.Usable.class);
    assertThat(read("https://10.1.2.3/", "10.1.2.4")).isInstanceOf(Reading.Refused.class);
    assertThat(read("https://[::ffff:10.1.2.3]/", "10.1.2.3")).isInstanceOf(Reading.Usable.class);
    assertThat(read("http://127.0.0.1:9/", "127.0.0.0/8")).isInstanceOf(Reading.Usable.class);
    assertThat(read("http://8.8.8.8/", "127.0.0.0/8")).isInstanceOf(Reading.Refused.class);
    // what the name leads to is seen when it is called
    assertThat(read("http://shop.internal/", "127.0.0.0/8")).isInstanceOf(Reading.Usable.class);
  }

  @Test
  void aRangeIsReadAsItIsWritten() {
    assertThat(
            Network.parse("172.16.0.0/12").orElseThrow().contains(new byte[] {(byte) 172, 31, 0, 1
            }))
        .isTrue();
    assertThat(
            Network.parse("172.16.0.0/12").orElseThrow().contains(new byte[] {(byte) 172, 32, 0, 1
            }))
        .isFalse();
    assertThat(Network.parse("0.0.0.0/0").orElseThrow().contains(new byte[] {8, 8, 8, 8}))
        .isTrue();
    for (var text : List.of(
        "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "::/129", "a", "1.2.3.4/8/8")) {
      assertThat(Network.parse(text)).as(text).isEmpty();
    }
  }
}

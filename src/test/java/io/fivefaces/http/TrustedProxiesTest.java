package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.Fivefaces;
import io.fivefaces.config.ConfigException;
import io.fivefaces.config.ConfigReader;
import io.fivefaces.support.TestApp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is throttled behind a reverse proxy; the tests' connections come from this machine, as a proxy's would. */
class TrustedProxiesTest {

  private static final String KEY = "FIVEFACES_TRUSTED_PROXIES";
  private static final Map<String, String> BEHIND_A_PROXY = Map.of(KEY, "127.0.0.0/8, ::1");
  private static final int TRIES = 10;
  private static final String THROTTLED = "/sign-in?throttled=1#throttled";

  private interface Check {
    void with(TestApp app) throws Exception;
  }

  /** All within one minute of the clock. */
  private static void run(Map<String, String> environment, Check check) throws Exception {
    TestApp.run(environment, app -> {
      app.clock().advance(Duration.ofSeconds(60 - app.clock().instant().getEpochSecond() % 60));
      check.with(app);
    });
  }

  /** Where the page leads somebody who tries to sign in, of whom a proxy says this. */
  private static String signIn(TestApp app, String email, String password, String... forwarded) {
    var request = new StringBuilder();
    for (var header : forwarded) {
      request.append("X-Forwarded-For: ").append(header).append("\r\n");
    }
    return location(post(
        app,
        "/sign-in",
        request.toString(),
        "email=" + email + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8)));
  }

  /** Tries a wrong password of an account that nobody tried before. */
  private static String guess(TestApp app, String... forwarded) {
    return signIn(app, UUID.randomUUID() + "@us.test", "wrong", forwarded);
  }

  private static String owner(TestApp app, String... forwarded) {
    return signIn(app, "owner@us.test", TestApp.OWNER_PASSWORD, forwarded);
  }

  private static String post(TestApp app, String path, String headers, String body) {
    try {
      return RawClient.send(
          app.url(path),
          "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + body.length() + "\r\n" + headers + "\r\n" + body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String location(String answer) {
    return answer
        .lines()
        .filter(line -> line.startsWith("location: "))
        .map(line -> line.substring("location: ".length()))
        .findFirst()
        .orElse(answer);
  }

  @Test
  void strangersBehindATrustedProxyAreThrottledEachForThemselves() throws Exception {
    run(BEHIND_A_PROXY, app -> {
      for (int tried = 0; tried < TRIES; tried++) {
        assertThat(guess(app, "192.0.2.7")).isEqualTo("/sign-in?failed=1#failed");
      }
      assertThat(guess(app, "192.0.2.7")).isEqualTo(THROTTLED);
      assertThat(owner(app, "192.0.2.7:4711")).isEqualTo(THROTTLED);
      assertThat(owner(app, "::ffff:192.0.2.7, 127.0.0.9")).isEqualTo(THROTTLED);

      assertThat(guess(app, "192.0.2.8")).isEqualTo("/sign-in?failed=1#failed");
      assertThat(owner(app, "2001:db8::8")).isEqualTo("/analytics");
      assertThat(owner(app)).isEqualTo("/analytics");
    });
  }

  @Test
  void whatAStrangerWroteBeforeTheProxyDidIsNotHeard() throws Exception {
    run(BEHIND_A_PROXY, app -> {
      for (int tried = 0; tried < TRIES; tried++) {
        assertThat(guess(app, "198.51.100." + tried + ", 192.0.2.7"))
            .isEqualTo("/sign-in?failed=1#failed");
      }
      assertThat(guess(app, "198.51.100.99, 192.0.2.7")).isEqualTo(THROTTLED);
      assertThat(guess(app, "198.51.100.98", "192.0.2.7, 127.0.0.1")).isEqualTo(THROTTLED);
      assertThat(guess(app, "198.51.100.97", "127.0.0.1", "192.0.2.7")).isEqualTo(THROTTLED);
      assertThat(owner(app, "198.51.100.99")).isEqualTo("/analytics");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/8,192.0.2.0/24"})
  void nobodyEscapesByTheHeaderOfAProxyThatIsNotTrusted(String trusted) throws Exception {
    run(Map.of(KEY, trusted), app -> {
      for (int tried = 0; tried < TRIES; tried++) {
        assertThat(guess(app, "198.51.100." + tried)).isEqualTo("/sign-in?failed=1#failed");
      }
      assertThat(guess(app, "198.51.100.99")).isEqualTo(THROTTLED);
      assertThat(owner(app, "198.51.100.98", "192.0.2.7")).isEqualTo(THROTTLED);
      assertThat(owner(app)).isEqualTo(THROTTLED);
    });
  }

  @Test
  void otherDoorsOfStrangersCountTheSameWay() throws Exception {
    run(BEHIND_A_PROXY, app -> {
      for (int tried = 0; tried < TRIES; tried++) {
        guess(app, "192.0.2.7");
      }
      assertThat(
              location(post(app, "/forgot", "X-Forwarded-For: 192.0.2.7\r\n", "email=a@us.test")))
          .isEqualTo("/forgot?throttled=1#throttled");
      assertThat(
              location(post(app, "/forgot", "X-Forwarded-For: 192.0.2.8\r\n", "email=a@us.test")))
          .isEqualTo("/forgot?sent=1#sent");
    });
  }

  @Test
  void noHeaderIsAFaultAndNoneKeepsANeighbourOut() throws Exception {
    run(BEHIND_A_PROXY, app -> {
      for (var hostile : List.of(
          "",
          ",",
          ",".repeat(7000),
          "127.0.0.1,".repeat(700),
          "1".repeat(7000),
          ":".repeat(7000),
          "[".repeat(7000),
          "%".repeat(7000),
          "[127.0.0.1",
          "[]:",
          "%",
          "unknown",
          "localhost",
          "example.com",
          ".:1",
          "::1%0",
          "999.999.999.999",
          "127.0.0.1:99999999999",
          "\u00ff\u00fe\u0080",
          "\t",
          "a\0b",
          "1\r\n folded",
          "127.0.0.1\r\nX-Forwarded-For: ".repeat(200),
          "x".repeat(9000))) {
        var answer =
            post(app, "/forgot", "X-Forwarded-For: " + hostile + "\r\n", "email=a@us.test");
        var name = hostile.length() < 30 ? hostile : hostile.substring(0, 30);
        assertThat(RawClient.status(answer)).as(name).isBetween(200, 499);
      }
      // they were the proxy's own
      assertThat(guess(app)).isEqualTo(THROTTLED);
      assertThat(guess(app, "no address")).isEqualTo(THROTTLED);
      assertThat(owner(app, "192.0.2.8")).isEqualTo("/analytics");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8,::/0", "10.0.0.0/33", "10.0.0"})
  void aRangeThatIsNoneOrHoldsEverybodyIsRefusedAtTheStart(String ranges) {
    var config = ConfigReader.read(Path.of("no-such-file"), List.of(), Map.of(KEY, ranges));
    assertThatThrownBy(() -> new Fivefaces(config, null, null, null))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("trusted.proxies", KEY, "10.0.0.0/8");
  }
}

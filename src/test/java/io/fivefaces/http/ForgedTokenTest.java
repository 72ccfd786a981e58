package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.config.Config;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Token;
import io.fivefaces.store.Database;
import io.fivefaces.support.Caller;
import io.fivefaces.support.TestApp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not exactly a token of ours is refused alike, and no database hears of it: there is none, only a door with a bell. */
class ForgedTokenTest {

  private static final Keyring KEYS = new Keyring(List.of(Keyring.utf8(TestApp.SECRET)));
  private static final String TOKEN = token(Kind.CSAT);
  /** Of the alphabet, of the other alphabet, escaped, padding, and what means something in an address. */
  private static final List<String> OTHERS = List.of(
      "A", "a", "Z", "0", "9", "-", "_", "%2B", "%2F", "%3D", "~", ".", "%20", "%C3%A9", "%25");

  private static String token(Kind kind) {
    return Token.issue(
            new InviteId(7, 9_000_000_001L),
            kind,
            new ConversationId(7, 3, "4711"),
            "c-88",
            Instant.now(),
            KEYS.random(Token.NONCE_BYTES))
        .sign(KEYS);
  }

  private interface Check {
    void with(Door door) throws Exception;
  }

  /** A service with nothing behind it but a bell that counts who comes for the database. */
  private record Door(Caller stranger, AtomicInteger bell) {
    String answer(String method, String token, String... headers) {
      var reply = stranger.request(
          method, "/s/" + token, method.equals("POST") ? "score=5" : null, headers);
      return reply.status() + " " + reply.header("content-type") + " "
          + reply.body().replaceAll("nonce=\"[^\"]+\"", "");
    }
  }

  private static final class Stranger extends Caller {
    Stranger(int port) {
      super(java.time.Clock.systemUTC(), port);
    }
  }

  private static void run(Check check) throws Exception {
    var vertx = Vertx.vertx();
    var bell = new AtomicInteger();
    int port = Caller.freePort();
    try (var door = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> ring(door, bell));
      var database = new Database(
          vertx,
          new Config.Database(
              "127.0.0.1", door.getLocalPort(), "none", "none", "none", "none", false));
      vertx
          .deployVerticle(new HttpVerticle(Parts.of(vertx, database, KEYS, port)))
          .await(20, TimeUnit.SECONDS);
      check.with(new Door(new Stranger(port), bell));
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static void ring(ServerSocket door, AtomicInteger bell) {
    try {
      while (true) {
        door.accept().close();
        bell.incrementAndGet();
      }
    } catch (SocketException closed) {
      return;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theRealOneRingsTheBell() throws Exception {
    run(door -> {
      assertThat(door.answer("GET", TOKEN)).startsWith("503 ");
      assertThat(door.bell()).hasPositiveValue();
    });
  }

  /** An escaped character is the same address (RFC 3986, 2.3), and some mail programs escape the low line. */
  @Test
  void anEscapedCharacterIsTheSameCharacter() throws Exception {
    run(door -> {
      var escaped = "%" + Integer.toHexString(TOKEN.charAt(0)) + TOKEN.substring(1);
      assertThat(door.answer("GET", escaped)).startsWith("503 ");
      assertThat(door.bell()).hasPositiveValue();
    });
  }

  @ParameterizedTest
  @EnumSource
  void everyChangeOfOneCharacterIsRefusedAlikeWithoutTheDatabase(Kind kind) throws Exception {
    var token = token(kind);
    var changed = new ArrayList<String>();
    for (int at = 0; at < token.length(); at++) {
      for (var other : OTHERS) {
        if (!other.equals(token.substring(at, at + 1))) {
          changed.add(token.substring(0, at) + other + token.substring(at + 1));
        }
      }
    }
    assertThat(changed).hasSizeGreaterThan(1600);
    run(door -> areRefusedAlike(door, changed));
  }

  @Test
  void everyTruncationAndRespellingIsRefusedAlikeWithoutTheDatabase() throws Exception {
    var respelled = new ArrayList<String>();
    for (int length = 1; length < TOKEN.length(); length++) {
      respelled.add(TOKEN.substring(0, length));
      respelled.add(TOKEN.substring(length));
    }
    for (var more : List.of(
        "A", "=", "==", "%3D", "%3D%3D", "%0A", "%20", "+", "AAAA", ".", "%E2%80%8B", ";x")) {
      respelled.add(TOKEN + more);
      respelled.add(more + TOKEN);
    }
    respelled.addAll(List.of(
        TOKEN.replace('-', '+').replace('_', '+'),
        TOKEN.toLowerCase(),
        TOKEN.toUpperCase(),
        TOKEN + TOKEN,
        new StringBuilder(TOKEN).reverse().toString(),
        TOKEN.replaceAll("(.{76})", "$1%0D%0A"),
        "A".repeat(120),
        "A".repeat(3000)));
    respelled.removeIf(TOKEN::equals);
    run(door -> areRefusedAlike(door, respelled));
  }

  private static void areRefusedAlike(Door door, List<String> tokens) {
    for (var method : List.of("GET", "POST")) {
      var refused = door.answer(method, "x", "content-type", "application/x-www-form-urlencoded");
      assertThat(refused).startsWith("404 text/html").contains("no survey");
      for (var token : tokens) {
        assertThat(door.answer(method, token, "content-type", "application/x-www-form-urlencoded"))
            .as("%s %s", method, token)
            .isEqualTo(refused);
      }
    }
    assertThat(door.bell()).hasValue(0);
  }
}

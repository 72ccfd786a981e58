package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Keyring.Purpose;
import io.fivefaces.domain.Token.Expired;
import io.fivefaces.domain.Token.Forged;
import io.fivefaces.domain.Token.Valid;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00.750Z");
  private static final Instant ISSUED = Instant.parse("2026-01-15T12:00:00Z");
  private static final ConversationId TALK = new ConversationId(7, 3, "4711");
  private static final byte[] OLD_KEY = Keyring.utf8("the old master key, long enough");
  private static final byte[] NEW_KEY = Keyring.utf8("the new master key, long enough");
  private static final Keyring KEYS = new Keyring(List.of(OLD_KEY));

  private static Token token(int nonce) {
    var bytes = new byte[Token.NONCE_BYTES];
    Arrays.fill(bytes, (byte) nonce);
    return Token.issue(new InviteId(7, 9_000_000_001L), Kind.CSAT, TALK, "c-88", NOW, bytes);
  }

  private static Token.Verified verify(String text) {
    return Token.verify(text, KEYS, NOW);
  }

  @Test
  void whatWasSignedIsReadBackAsItWas() {
    var issued = token(1);

    assertThat(verify(issued.sign(KEYS))).isInstanceOfSatisfying(Valid.class, valid -> {
      assertThat(valid.token().invite()).isEqualTo(new InviteId(7, 9_000_000_001L));
      assertThat(valid.token().kind()).isEqualTo(Kind.CSAT);
      assertThat(valid.token().issuedAt()).isEqualTo(ISSUED);
      assertThat(valid.token().nonce()).isEqualTo(issued.nonce());
      assertThat(valid.token().binding()).isEqualTo(issued.binding());
      assertThat(valid.token().isFor(TALK, "c-88")).isTrue();
    });
  }

  @Test
  void itsTextIs120CharactersThatNeedNoEscaping() {
    assertThat(token(1).sign(KEYS)).matches("[A-Za-z0-9_-]{120}");
  }

  @Test
  void itBelongsToOneConversationAndOneCustomer() {
    var token = token(1);

    assertThat(token.isFor(TALK, "c-8")).isFalse();
    assertThat(token.isFor(new ConversationId(7, 3, "471"), "1c-88")).isFalse();
    assertThat(token.isFor(new ConversationId(7, 4, "4711"), "c-88")).isFalse();
    assertThat(token.isFor(new ConversationId(8, 3, "4711"), "c-88")).isFalse();
  }

  /** Also no other spelling of the last character: 120 characters hold 90 bytes to the bit. */
  @Test
  void noCharacterCanBeChangedForAnother() {
    var text = token(1).sign(KEYS);

    for (int at = 0; at < text.length(); at++) {
      for (char other : ALPHABET.toCharArray()) {
        if (other != text.charAt(at)) {
          assertThat(verify(text.substring(0, at) + other + text.substring(at + 1)))
              .as("%s at %d", other, at)
              .isEqualTo(new Forged());
        }
      }
    }
  }

  @Test
  void nothingCanBeCutOffOrAdded() {
    var text = token(1).sign(KEYS);

    for (int length = 0; length < text.length(); length++) {
      assertThat(verify(text.substring(0, length))).isEqualTo(new Forged());
      assertThat(verify(text.substring(length + 1))).isEqualTo(new Forged());
    }
    for (char more : ALPHABET.toCharArray()) {
      assertThat(verify(text + more)).isEqualTo(new Forged());
      assertThat(verify(more + text)).isEqualTo(new Forged());
    }
  }

  @Test
  void theOtherBase64AlphabetIsRefused() {
    var text = IntStream.range(0, 100)
        .mapToObj(nonce -> token(nonce).sign(KEYS))
        .filter(one -> one.contains("-") && one.contains("_"))
        .findFirst()
        .orElseThrow();

    assertThat(verify(text)).isInstanceOf(Valid.class);
    assertThat(verify(text.replace('-', '+'))).isEqualTo(new Forged());
    assertThat(verify(text.replace('_', '/'))).isEqualTo(new Forged());
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "==", " ", "\n", "\0", ".", "%3D"})
  void decorationsAreRefused(String decoration) {
    var text = token(1).sign(KEYS);

    assertThat(verify(text + decoration)).isEqualTo(new Forged());
    assertThat(verify(decoration + text)).isEqualTo(new Forged());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "token", "é", "💚", "../../etc/passwd"})
  void whatIsNoTokenIsRefusedAsAForgedOneIs(String text) {
    assertThat(verify(text)).isEqualTo(new Forged());
  }

  @Test
  void aTextOfAnyLengthIsRefusedWithoutBeingDecoded() {
    assertThat(verify("A".repeat(1_000_000))).isEqualTo(new Forged());
  }

  @Test
  void itLivesForExactlyThirtyDays() {
    var text = token(1).sign(KEYS);
    var end = ISSUED.plus(Duration.ofDays(30));

    assertThat(Token.verify(text, KEYS, end)).isInstanceOf(Valid.class);
    assertThat(Token.verify(text, KEYS, end.plusNanos(1)))
        .isInstanceOfSatisfying(
            Expired.class,
            expired -> assertThat(expired.token().invite().workspace()).isEqualTo(7));
  }

  @Test
  void aForgedTokenDoesNotBecomeAnExpiredOne() {
    var text = token(1).sign(KEYS);
    var forged = (text.charAt(0) == 'A' ? "B" : "A") + text.substring(1);

    assertThat(Token.verify(forged, KEYS, NOW.plus(Duration.ofDays(365)))).isEqualTo(new Forged());
  }

  @Test
  void aRotatedKeyBreaksNoLinkUntilItIsRemoved() {
    var old = token(1).sign(KEYS);
    var rotated = new Keyring(List.of(NEW_KEY, OLD_KEY));
    var fresh = token(1).sign(rotated);

    assertThat(Token.verify(old, rotated, NOW)).isInstanceOf(Valid.class);
    assertThat(Token.verify(fresh, rotated, NOW)).isInstanceOf(Valid.class);
    assertThat(fresh).isNotEqualTo(old);

    var removed = new Keyring(List.of(NEW_KEY));
    assertThat(Token.verify(fresh, removed, NOW)).isInstanceOf(Valid.class);
    assertThat(Token.verify(old, removed, NOW)).isEqualTo(new Forged());
  }

  @Test
  void aKeyOfAnotherPurposeSignsNoToken() {
    var bytes = Base64.getUrlDecoder().decode(token(1).sign(KEYS));
    var signed = Arrays.copyOf(bytes, bytes.length - 32);
    var mac = KEYS.sign(Purpose.SOURCE_SECRET, KEYS.keyId(), signed).orElseThrow();
    var text = Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(bytes.length).put(signed).put(mac).array());

    assertThat(text).hasSize(120);
    assertThat(verify(text)).isEqualTo(new Forged());
  }

  @Test
  void twoTokensForOneInviteDiffer() {
    assertThat(token(1).sign(KEYS)).isNotEqualTo(token(2).sign(KEYS));
  }
}

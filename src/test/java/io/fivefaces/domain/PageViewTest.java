package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.PageView.Fresh;
import io.fivefaces.domain.PageView.Missing;
import io.fivefaces.domain.PageView.Origin;
import io.fivefaces.domain.PageView.Stale;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageViewTest {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00.750Z");
  private static final Keyring KEYS =
      new Keyring(List.of(Keyring.utf8("a master key, long enough")));
  private static final Token TOKEN = token(7, 1);
  private static final PageView VIEW = PageView.mint(Origin.LINK, NOW, KEYS);

  private static Token token(int workspace, long invite) {
    return Token.issue(
        new InviteId(workspace, invite),
        Kind.CSAT,
        new ConversationId(workspace, 3, "4711"),
        "c-88",
        NOW,
        KEYS.random(Token.NONCE_BYTES));
  }

  private static PageView.Shown read(String text) {
    return PageView.read(text, TOKEN, KEYS, NOW);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasMintedIsReadBackAsItWas(Origin origin) {
    var view = PageView.mint(origin, NOW, KEYS);

    assertThat(view.sign(TOKEN, KEYS)).matches("[A-Za-z0-9_-]{72}");
    assertThat(read(view.sign(TOKEN, KEYS))).isEqualTo(new Fresh(view));
  }

  @Test
  void itIsGoodForADay() {
    var text = VIEW.sign(TOKEN, KEYS);
    var end = NOW.plus(Duration.ofHours(24));

    assertThat(PageView.read(text, TOKEN, KEYS, end)).isEqualTo(new Fresh(VIEW));
    assertThat(PageView.read(text, TOKEN, KEYS, end.plusMillis(1))).isEqualTo(new Stale(VIEW));
  }

  @Test
  void itIsGoodForOneLink() {
    var text = VIEW.sign(TOKEN, KEYS);

    assertThat(PageView.read(text, token(7, 2), KEYS, NOW)).isEqualTo(new Missing());
    assertThat(PageView.read(text, token(8, 1), KEYS, NOW)).isEqualTo(new Missing());
    assertThat(PageView.read(text, token(7, 1), KEYS, NOW))
        .as("another nonce")
        .isEqualTo(new Missing());
  }

  @Test
  void noCharacterCanBeChangedAndNoneLeftOut() {
    var text = VIEW.sign(TOKEN, KEYS);

    for (int at = 0; at < text.length(); at++) {
      for (char other : ALPHABET.toCharArray()) {
        if (other != text.charAt(at)) {
          assertThat(read(text.substring(0, at) + other + text.substring(at + 1)))
              .isEqualTo(new Missing());
        }
      }
      assertThat(read(text.substring(0, at))).isEqualTo(new Missing());
    }
    for (var other : List.of("", "=", text + "=", text + "A", " " + text, "💚".repeat(36))) {
      assertThat(read(other)).isEqualTo(new Missing());
    }
    assertThat(read(null)).isEqualTo(new Missing());
  }

  @Test
  void itOutlivesARotationOfKeysButNotTheRemovalOfItsOwn() {
    var newKey = Keyring.utf8("another master key, long enough");
    var rotated = new Keyring(List.of(newKey, Keyring.utf8("a master key, long enough")));
    var text = VIEW.sign(TOKEN, KEYS);

    assertThat(PageView.read(text, TOKEN, rotated, NOW)).isEqualTo(new Fresh(VIEW));
    assertThat(PageView.read(text, TOKEN, new Keyring(List.of(newKey)), NOW))
        .isEqualTo(new Missing());
  }

  @Test
  void twoViewsDiffer() {
    assertThat(PageView.mint(Origin.LINK, NOW, KEYS).id()).isNotEqualTo(VIEW.id());
  }
}

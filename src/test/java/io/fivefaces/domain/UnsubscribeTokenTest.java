package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsubscribeTokenTest {

  private static final byte[] OLD = Keyring.utf8("an-old-master-key-for-tests-0123");
  private static final byte[] NEW = Keyring.utf8("a-new-master-key-for-tests-01234");
  private static final Keyring KEYS = new Keyring(List.of(OLD));
  private static final UnsubscribeToken TOKEN = new UnsubscribeToken(new InviteId(3, 417));
  private static final String TEXT = TOKEN.sign(KEYS);

  @Test
  void namesItsInvite() {
    assertThat(TEXT).matches("[A-Za-z0-9_-]{44}");
    assertThat(UnsubscribeToken.verify(TEXT, KEYS)).contains(TOKEN);
  }

  @Test
  void survivesANewMasterKeyWhileTheOldOneIsKept() {
    assertThat(UnsubscribeToken.verify(TEXT, new Keyring(List.of(NEW, OLD)))).contains(TOKEN);
    assertThat(UnsubscribeToken.verify(TEXT, new Keyring(List.of(NEW)))).isEmpty();
  }

  @Test
  void noCharacterCanBeChangedLeftOutOrAdded() {
    for (int i = 0; i < TEXT.length(); i++) {
      var other = TEXT.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(
              UnsubscribeToken.verify(TEXT.substring(0, i) + other + TEXT.substring(i + 1), KEYS))
          .as("character %d", i)
          .isEmpty();
      assertThat(UnsubscribeToken.verify(TEXT.substring(0, i), KEYS)).isEmpty();
    }
    for (var more : List.of("=", "==", "A", " ", "\n", "\0")) {
      assertThat(UnsubscribeToken.verify(TEXT + more, KEYS)).isEmpty();
    }
    assertThat(UnsubscribeToken.verify("ü".repeat(44), KEYS)).isEmpty();
  }

  @Test
  void aSurveyLinkIsNone() {
    var survey = Token.issue(
            new InviteId(3, 417),
            Kind.CSAT,
            new ConversationId(3, 1, "4711"),
            "88",
            Instant.EPOCH,
            new byte[Token.NONCE_BYTES])
        .sign(KEYS);

    assertThat(UnsubscribeToken.verify(survey, KEYS)).isEmpty();
    assertThat(Token.verify(TEXT, KEYS, Instant.EPOCH)).isInstanceOf(Token.Forged.class);
  }
}

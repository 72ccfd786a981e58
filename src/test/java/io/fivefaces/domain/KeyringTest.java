package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.domain.Keyring.Purpose;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyringTest {

  private static final byte[] FIRST = Keyring.utf8("the first master key");
  private static final byte[] SECOND = Keyring.utf8("the second master key");
  private static final byte[] MESSAGE = Keyring.utf8("a message");

  private final Keyring keys = new Keyring(List.of(FIRST));
  private final Keyring rotated = new Keyring(List.of(SECOND, FIRST));

  @Test
  void aSealedSecretIsReadBack() {
    assertThat(keys.open(Purpose.SOURCE_SECRET, keys.seal(Purpose.SOURCE_SECRET, "whsec_ä💚")))
        .isEqualTo("whsec_ä💚");
  }

  @Test
  void theSameSecretIsNeverSealedTheSameWay() {
    assertThat(keys.seal(Purpose.SOURCE_SECRET, "secret"))
        .isNotEqualTo(keys.seal(Purpose.SOURCE_SECRET, "secret"));
  }

  @Test
  void aSealedSecretDoesNotShowTheSecret() {
    var sealed = new String(
        keys.seal(Purpose.SOURCE_SECRET, "whsec_secret"),
        java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThat(sealed).doesNotContain("whsec", "secret");
  }

  @Test
  void noByteOfASealedSecretCanBeChanged() {
    var sealed = keys.seal(Purpose.SOURCE_SECRET, "secret");

    for (int at = 0; at < sealed.length; at++) {
      var changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> keys.open(Purpose.SOURCE_SECRET, changed))
          .as("byte %d", at)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("master key");
    }
  }

  @Test
  void whatWasSealedForOnePurposeIsNotOpenedForAnother() {
    var sealed = keys.seal(Purpose.SOURCE_SECRET, "secret");

    assertThatThrownBy(() -> keys.open(Purpose.SURVEY_TOKEN, sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anOlderKeyStillOpensAndSigns() {
    var sealed = keys.seal(Purpose.SOURCE_SECRET, "secret");

    assertThat(rotated.open(Purpose.SOURCE_SECRET, sealed)).isEqualTo("secret");
    assertThat(rotated.sign(Purpose.SURVEY_TOKEN, keys.keyId(), MESSAGE).orElseThrow())
        .isEqualTo(keys.sign(Purpose.SURVEY_TOKEN, keys.keyId(), MESSAGE).orElseThrow());
  }

  @Test
  void theFirstKeySignsAndSealsToday() {
    assertThat(rotated.keyId()).isEqualTo(new Keyring(List.of(SECOND)).keyId());
    assertThat(rotated.keyId()).isNotEqualTo(keys.keyId()).hasSize(Keyring.KEY_ID_BYTES);

    var sealed = rotated.seal(Purpose.SOURCE_SECRET, "secret");
    assertThatThrownBy(() -> keys.open(Purpose.SOURCE_SECRET, sealed))
        .hasMessageContaining("no longer configured");
  }

  @Test
  void aKeyThatWasRemovedSignsNothing() {
    assertThat(keys.sign(Purpose.SURVEY_TOKEN, rotated.keyId(), MESSAGE)).isEmpty();
  }

  @Test
  void everyPurposeHasAKeyOfItsOwn() {
    assertThat(keys.sign(Purpose.SURVEY_TOKEN, keys.keyId(), MESSAGE).orElseThrow())
        .isNotEqualTo(keys.sign(Purpose.SOURCE_SECRET, keys.keyId(), MESSAGE).orElseThrow());
  }

  @Test
  void aShortMasterKeyOrNoneIsRefused() {
    assertThatThrownBy(() -> new Keyring(List.of())).hasMessageContaining("at least 16 bytes");
    assertThatThrownBy(() -> new Keyring(List.of(FIRST, new byte[15])))
        .hasMessageContaining("at least 16 bytes");
  }

  @Test
  void theMacIsThatOfTheStandard() {
    // RFC 4231, test case 2
    assertThat(Hmac.SHA256.of(
            Keyring.utf8("Jefe"), Keyring.utf8("what do ya want "), Keyring.utf8("for nothing?")))
        .isEqualTo(HexFormat.of()
            .parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    assertThat(Keyring.sha256(Keyring.utf8("abc")))
        .isEqualTo(HexFormat.of()
            .parseHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }
}

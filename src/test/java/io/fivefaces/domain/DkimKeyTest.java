package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DkimKeyTest {

  private static final DkimKey KEY = DkimKey.make("lumen.test");

  @Test
  void saysWhatToPublish() {
    assertThat(KEY.recordName()).matches("ff[0-9a-f]{10}\\._domainkey\\.lumen\\.test");
    assertThat(KEY.recordValue()).isEqualTo("v=DKIM1; k=rsa; p=" + KEY.publicKey());
    assertThat(Base64.getDecoder().decode(KEY.publicKey())).hasSizeGreaterThan(256);
  }

  @Test
  void isTheSameFromItsFile() {
    var pem = "-----BEGIN PRIVATE KEY-----\n"
        + KEY.privateKey().replaceAll(".{64}", "$0\n")
        + "\n-----END PRIVATE KEY-----\n";

    assertThat(DkimKey.ofPem("lumen.test", KEY.selector(), pem)).isEqualTo(KEY);
    assertThat(DkimKey.ofPem("lumen.test", KEY.selector(), pem.replace("\n", "\r\n")))
        .isEqualTo(KEY);
  }

  @Test
  void refusesWhatIsNoSuchKeyWithoutQuotingIt() throws Exception {
    var small = KeyPairGenerator.getInstance("RSA");
    small.initialize(512);
    var short1 = pem(small.generateKeyPair().getPrivate().getEncoded());
    var curve =
        pem(KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded());
    var old = "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----";

    for (var pem : new String[] {"", "hunter2", old, pem(new byte[9]), curve, short1}) {
      assertThatThrownBy(() -> DkimKey.ofPem("lumen.test", "s1", pem))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("hunter2");
    }
    assertThatThrownBy(() -> DkimKey.ofPem("lumen.test", "s1; d=evil.test", pem(new byte[9])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsNoSecretOfItself() {
    assertThat(KEY.toString()).contains("lumen.test").doesNotContain(KEY.privateKey());
  }

  private static String pem(byte[] key) {
    return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----";
  }
}

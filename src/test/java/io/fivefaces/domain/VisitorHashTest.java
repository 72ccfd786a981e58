package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisitorHashTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void itIsWhatOpensslSays() {
    // printf v-9 | openssl dgst -sha256 -hmac whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
    assertThat(VisitorHash.of("v-9", SECRET))
        .isEqualTo("c7df238332871ad3c5ef285167c61ac8770e2031ca3bd6e1e4e7fcc9edf12370");
  }

  @Test
  void everySecretThatIsGoodProves() {
    var hash = VisitorHash.of("v-9", SECRET);
    assertThat(VisitorHash.proves(hash, "v-9", List.of("other", SECRET))).isTrue();
    assertThat(VisitorHash.proves(hash.toUpperCase(), "v-9", List.of(SECRET))).isTrue();
    assertThat(VisitorHash.proves(hash, "v-9", List.of("other"))).isFalse();
    assertThat(VisitorHash.proves(hash, "v-9", List.of())).isFalse();
    assertThat(VisitorHash.proves(hash, "v-8", List.of(SECRET))).isFalse();
  }

  @Test
  void whatIsNoHashOrNoVisitorProvesNothing() {
    var secrets = List.of(SECRET);
    var hash = VisitorHash.of("v-9", SECRET);
    assertThat(VisitorHash.proves(null, "v-9", secrets)).isFalse();
    assertThat(VisitorHash.proves(hash, null, secrets)).isFalse();
    assertThat(VisitorHash.proves(hash + "\n", "v-9", secrets)).isFalse();
    assertThat(VisitorHash.proves(hash.substring(2), "v-9", secrets)).isFalse();
    for (var visitor : List.of("", "x".repeat(201), "v\0")) {
      assertThat(VisitorHash.proves(VisitorHash.of(visitor, SECRET), visitor, secrets))
          .isFalse();
    }
  }
}

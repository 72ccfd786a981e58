package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.fivefaces.config.ConfigReader;
import io.fivefaces.domain.DkimKey;
import io.fivefaces.domain.EmailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  private static final EmailAddress SENDER = new EmailAddress("surveys@us.test");

  @TempDir
  private Path directory;

  @Test
  void signsTheDomainOfTheServersSender() throws IOException {
    var made = DkimKey.make("us.test");
    var pem = "-----BEGIN PRIVATE KEY-----\n" + made.privateKey() + "\n-----END PRIVATE KEY-----";

    var key = SigningKey.of(config(Files.writeString(directory.resolve("key.pem"), pem)), SENDER);

    assertThat(key.orElseThrow().recordName()).isEqualTo("mine._domainkey.us.test");
    assertThat(key.orElseThrow().recordValue()).isEqualTo(made.recordValue());
  }

  @Test
  void aFileThatCannotBeUsedIsToldBeforeAnythingStartsAndNeverQuoted() throws IOException {
    var broken = Files.writeString(directory.resolve("broken.pem"), "hunter2");

    for (var file : List.of(Path.of("hunter2"), directory, broken)) {
      assertThatThrownBy(() -> SigningKey.of(config(file), SENDER))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("dkim.key.file", "FIVEFACES_DKIM_KEY_FILE", "openssl genpkey")
          .message()
          .doesNotContain("hunter2");
    }
  }

  @Test
  void nobodyHasToBringOne() {
    var config = ConfigReader.read(Path.of("no-such-file"), List.of(), Map.of());

    assertThat(SigningKey.of(config, SENDER)).isEmpty();
  }

  private static Config config(Path file) {
    return ConfigReader.read(
        Path.of("no-such-file"), List.of("dkim.key.file=" + file, "dkim.selector=mine"), Map.of());
  }
}

package io.fivefaces;

import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.fivefaces.domain.Keyring;
import io.fivefaces.store.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;

/** The master keys of the configuration, or the one that was made on the first start. */
final class MasterKeys {

  private static final int BYTES = 32;

  private MasterKeys() {}

  static Keyring of(Config config) {
    var text = config.secret().orElseGet(() -> kept(config));
    return new Keyring(
        Stream.of(text.split(",", -1)).map(String::strip).map(Keyring::utf8).toList());
  }

  private static String kept(Config config) {
    var file = config.dataDir().resolve("secret");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(config.dataDir());
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        SecretFile.write(file, Base64.getEncoder().encodeToString(bytes));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ConfigException("Cannot keep the master key in " + file + ": " + e.getMessage()
          + " Make data.dir (FIVEFACES_DATA_DIR) writable, or set FIVEFACES_SECRET.");
    }
  }
}

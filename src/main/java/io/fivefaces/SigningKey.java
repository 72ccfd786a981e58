package io.fivefaces;

import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.fivefaces.domain.DkimKey;
import io.fivefaces.domain.EmailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** The key that the operator brought to sign the mail of the server's own sender. */
final class SigningKey {

  private SigningKey() {}

  static Optional<DkimKey> of(Config config, EmailAddress sender) {
    return config.dkim().map(dkim -> read(dkim, sender));
  }

  /** Never quotes the file: it is a secret, and its name may be one by mistake. */
  private static DkimKey read(Config.Dkim dkim, EmailAddress sender) {
    try {
      return DkimKey.ofPem(sender.domain(), dkim.selector(), Files.readString(dkim.keyFile()));
    } catch (IOException e) {
      throw unusable(e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      throw unusable(e.getMessage());
    }
  }

  private static ConfigException unusable(String why) {
    return new ConfigException(
        "Cannot use the key of dkim.key.file (FIVEFACES_DKIM_KEY_FILE) with dkim.selector: " + why
            + ". Make one with 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048'.");
  }
}

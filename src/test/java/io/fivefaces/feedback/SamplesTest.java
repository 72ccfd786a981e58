package io.fivefaces.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.config.Config;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.InviteKey;
import io.fivefaces.domain.Keyring;
import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads as each service sends them; the first word of a file's name is what it says happened. */
class SamplesTest {

  private static final Path SAMPLES = Path.of("src", "test", "resources", "feedback");
  private static final Map<String, Provider> PROVIDERS = Map.of(
      "ses", provider(0),
      "sendgrid", provider(1),
      "postmark", provider(2),
      "mailgun", provider(3));

  private static Provider provider(int position) {
    return Providers.all(
            new Config.Bounces(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            new Keyring(List.of(new byte[32])),
            address -> Future.failedFuture("nothing is fetched"))
        .get(position);
  }

  static Stream<Path> samples() throws IOException {
    try (var files = Files.walk(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void areReadAsTheirNamesSay(Path file) throws IOException {
    var provider = file.getParent().getFileName().toString();
    var kind = file.getFileName().toString().split("[-.]")[0];

    var reports = read(provider, Files.readAllBytes(file)).reports();

    if (kind.equals("nothing")) {
      assertThat(reports).isEmpty();
      return;
    }
    assertThat(reports).hasSize(1);
    var report = reports.getFirst();
    assertThat(report.kind()).hasToString(kind);
    assertThat(report.recipient().folded()).isEqualTo("ada@customer.test");
    assertThat(report.about()).isEqualTo(new InviteKey(new InviteId(1, 2), 3));
    assertThat(report.at())
        .isBetween(Instant.parse("2026-01-15T10:30:00Z"), Instant.parse("2026-01-15T10:30:03Z"));
    if (kind.equals("bounced")) {
      assertThat(report.detail()).isNotBlank();
    }
  }

  private static Notice read(String provider, byte[] payload) throws IOException {
    var body = provider.equals("ses")
        ? new ObjectMapper()
            .writeValueAsBytes(Map.of("Type", "Notification", "Message", new String(payload)))
        : payload;
    return PROVIDERS.get(provider).read(new Webhook(name -> null, body)).result();
  }
}

package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fivefaces.domain.SourceSettings;
import io.fivefaces.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every payload below {@code source/<kind>/} in the test resources: what {@code taken} tells and why {@code refused} is
 * refused stands beside it in a text file. A new payload is two more files.
 */
class SourcesTest {

  private static final Path PAYLOADS = Path.of("src", "test", "resources", "source");

  static Stream<Arguments> taken() throws IOException {
    return payloads("taken");
  }

  static Stream<Arguments> refused() throws IOException {
    return payloads("refused");
  }

  private static Stream<Arguments> payloads(String folder) throws IOException {
    var found = Stream.<Arguments>builder();
    for (var source : Sources.ALL) {
      try (var files = Files.list(PAYLOADS.resolve(source.kind()).resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".json"))
            .sorted(Comparator.naturalOrder())
            .forEach(file -> found.add(arguments(
                source,
                source.kind() + ": " + file.getFileName().toString().replace(".json", ""),
                file)));
      }
    }
    return found.build();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("taken")
  void aPayloadTellsWhatStandsBesideIt(Source source, String name, Path file) throws IOException {
    var told = source.take(webhook(file)) instanceof Intake.Events events
        ? events.events().stream()
            .map(event -> event.id() + "\n" + told(source, event))
            .collect(Collectors.joining())
        : source.take(webhook(file)) + "\n";

    assertThat(told).isEqualTo(beside(file));
  }

  /** A payload is refused when it comes, or kept and then not read. */
  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void aPayloadIsRefusedForTheReasonBesideIt(Source source, String name, Path file)
      throws IOException {
    assertThat(refusal(source, file) + "\n").isEqualTo(beside(file));
  }

  @Test
  void aKindThatIsNotConnectedHasNoSource() {
    assertThat(Sources.ofKind("native")).isPresent();
    assertThat(Sources.ofKind("carrier-pigeon")).isEmpty();
    assertThat(Sources.ALL).extracting(Source::kind).doesNotHaveDuplicates();
  }

  private static String told(Source source, SourceEvent event) {
    return switch (source.read(event.payload(), SourceSettings.DEFAULT)) {
      case Reading.Told told ->
        told.events().isEmpty()
            ? "nothing to us\n"
            : told.events().stream().map(fact -> fact + "\n").collect(Collectors.joining());
      case Reading.UnknownType unknown -> "unknown type " + unknown.type() + "\n";
    };
  }

  private static String refusal(Source source, Path file) throws IOException {
    try {
      if (source.take(webhook(file)) instanceof Intake.Events events) {
        events.events().forEach(event -> source.read(event.payload(), SourceSettings.DEFAULT));
      }
      return "taken";
    } catch (JsonException e) {
      return e.getMessage();
    }
  }

  /** With the headers in which systems give a delivery its key. */
  private static Webhook webhook(Path file) throws IOException {
    var headers = Map.of(
        "webhook-id", "msg_1",
        "x-chatwoot-delivery", "delivery-1",
        "x-zammad-delivery", "delivery-1",
        "x-zendesk-webhook-invocation-id", "invocation-1");
    return new Webhook(
        name -> headers.get(name.toLowerCase(Locale.ROOT)), Files.readAllBytes(file));
  }

  private static String beside(Path file) throws IOException {
    return Files.readString(
        file.resolveSibling(file.getFileName().toString().replace(".json", ".txt")));
  }
}

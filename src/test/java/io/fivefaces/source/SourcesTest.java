package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fivefaces.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
            .forEach(file -> found.add(
                arguments(source, file.getFileName().toString().replace(".json", ""), file)));
      }
    }
    return found.build();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("taken")
  void aPayloadTellsWhatStandsBesideIt(Source source, String name, Path file) throws IOException {
    var told = source.events(webhook(file)).stream()
        .map(event -> event.id() + "\n"
            + source.read(event.payload()).map(Object::toString).orElse("nothing to us") + "\n")
        .collect(Collectors.joining());

    assertThat(told).isEqualTo(beside(file));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("taken")
  void whatIsKnownToMeanSomethingDoes(Source source, String name, Path file) throws IOException {
    assertThat(source.events(webhook(file)))
        .allMatch(event -> event.known() == source.read(event.payload()).isPresent());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void aPayloadIsRefusedForTheReasonBesideIt(Source source, String name, Path file)
      throws IOException {
    String reason = null;
    try {
      source.events(webhook(file));
    } catch (JsonException e) {
      reason = e.getMessage() + "\n";
    }

    assertThat(reason).isEqualTo(beside(file));
  }

  @Test
  void aKindThatIsNotConnectedHasNoSource() {
    assertThat(Sources.ofKind("native")).isPresent();
    assertThat(Sources.ofKind("carrier-pigeon")).isEmpty();
    assertThat(Sources.ALL).extracting(Source::kind).doesNotHaveDuplicates();
  }

  private static Webhook webhook(Path file) throws IOException {
    return new Webhook(
        name -> name.equals("webhook-id") ? "msg_1" : null, Files.readAllBytes(file));
  }

  private static String beside(Path file) throws IOException {
    return Files.readString(
        file.resolveSibling(file.getFileName().toString().replace(".json", ".txt")));
  }
}

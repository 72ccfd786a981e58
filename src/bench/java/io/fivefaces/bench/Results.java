package io.fivefaces.bench;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The raw results of each phase, kept as JSON until the phase is run again. */
final class Results {

  static final Path HOME = Path.of("target", "bench").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper()
      .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Results() {}

  /** A phase's result is named after its type. */
  static void keep(Record result) {
    try {
      Files.createDirectories(HOME);
      JSON.writerWithDefaultPrettyPrinter().writeValue(file(result.getClass()).toFile(), result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <R extends Record> Optional<R> of(Class<R> phase) {
    try {
      return Files.exists(file(phase))
          ? Optional.of(JSON.readValue(file(phase).toFile(), phase))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Class<?> phase) {
    return HOME.resolve(phase.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ".json");
  }
}

package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Systems change what they send. Every part of every payload below {@code source/<kind>/taken} in the test resources is
 * left out, and replaced by what nobody expects there: it is read or refused with a reason, and nothing else happens.
 */
class OddPayloadsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ODD = List.of(
      "null",
      "true",
      "-7",
      "1e300",
      "\"\"",
      "\"odd\"",
      "[]",
      "[null]",
      "\"\\u0000\"",
      "\"\\ud83d\"",
      "{}",
      "{\"id\":{}}");

  static Stream<Source> sources() {
    return Sources.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aPayloadWithOneOddPartIsReadOrRefused(Source source) throws IOException {
    int read = 0;
    var folder = Path.of("src", "test", "resources", "source", source.kind(), "taken");
    try (var files = Files.list(folder)) {
      for (var file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        var payload = JSON.readTree(Files.readString(file).replace("\ufeff", ""));
        for (var variant : variants(payload)) {
          if (isRead(source, variant)) {
            read++;
          }
        }
      }
    }
    assertThat(read).isPositive();
  }

  private static boolean isRead(Source source, byte[] payload) {
    var webhook = new Webhook(name -> name.startsWith("webhook") ? "1" : null, payload);
    try {
      if (source.take(webhook) instanceof Intake.Events events) {
        events.events().forEach(event -> source.read(event.payload(), SourceSettings.DEFAULT));
      }
      return true;
    } catch (JsonException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    }
  }

  private static List<byte[]> variants(JsonNode payload) throws IOException {
    var variants = new ArrayList<byte[]>();
    vary(payload, payload, variants);
    return variants;
  }

  private static void vary(JsonNode root, JsonNode node, List<byte[]> variants) throws IOException {
    switch (node) {
      case ObjectNode object -> {
        for (var name : object.properties().stream().map(Map.Entry::getKey).toList()) {
          var value = object.get(name);
          for (var odd : ODD) {
            object.set(name, JSON.readTree(odd));
            variants.add(JSON.writeValueAsBytes(root));
          }
          object.remove(name);
          variants.add(JSON.writeValueAsBytes(root));
          object.set(name, value);
          vary(root, value, variants);
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          var value = array.get(i);
          for (var odd : ODD) {
            array.set(i, JSON.readTree(odd));
            variants.add(JSON.writeValueAsBytes(root));
          }
          array.set(i, value);
          vary(root, value, variants);
        }
      }
      default -> {}
    }
  }
}

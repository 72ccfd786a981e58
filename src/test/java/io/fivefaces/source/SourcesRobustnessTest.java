package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No payload, however odd, makes an adapter fail in another way than by saying that it cannot read it. */
class SourcesRobustnessTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ODD = List.of(
      "null",
      "true",
      "7",
      "-1",
      "1e308",
      "1.5e-300",
      "99999999999999999999",
      "\"\"",
      "\"x\"",
      "\"\\u0000\"",
      "\"\\ud83d\"",
      "[]",
      "[null]",
      "{}");

  static Stream<Source> sources() {
    return Sources.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void anythingMayStandInAnyPlace(Source source) throws IOException {
    int read = 0;
    for (var payload : payloads(source)) {
      var tree = JSON.readTree(payload);
      for (var object : objects(tree)) {
        for (var field : object.properties().stream().toList()) {
          for (var odd : ODD) {
            object.set(field.getKey(), JSON.readTree(odd));
            read(source, JSON.writeValueAsBytes(tree));
            read++;
          }
          object.set(field.getKey(), field.getValue());
        }
      }
    }
    assertThat(read).isGreaterThan(100);
  }

  private static void read(Source source, byte[] body) {
    try {
      if (source.take(new Webhook(name -> "header", body)) instanceof Intake.Events events) {
        events.events().forEach(event -> source.read(event.payload(), SourceSettings.DEFAULT));
      }
    } catch (JsonException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (RuntimeException e) {
      fail(new String(body, java.nio.charset.StandardCharsets.UTF_8), e);
    }
  }

  private static List<byte[]> payloads(Source source) throws IOException {
    var payloads = new ArrayList<byte[]>();
    var folder = Path.of("src", "test", "resources", "source", source.kind(), "flow");
    try (var files = Files.list(folder)) {
      for (var file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        payloads.add(Files.readAllBytes(file));
      }
    }
    return payloads;
  }

  private static List<ObjectNode> objects(JsonNode tree) {
    var objects = new ArrayList<ObjectNode>();
    if (tree instanceof ObjectNode object) {
      objects.add(object);
    }
    tree.forEach(child -> objects.addAll(objects(child)));
    return objects;
  }
}

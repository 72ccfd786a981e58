package peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes the webhooks: verified over their raw bytes, stored, and only then acknowledged. */
@RestController
public class HookController {

  private final Map<String, Source> sources;
  private final ObjectReader reader;
  private final Events events;

  public HookController(@Value("${SOURCES}") String sources, ObjectMapper json, Events events)
      throws IOException {
    this.sources = Arrays.stream(json.readValue(sources, Source[].class))
        .collect(Collectors.toMap(Source::key, Function.identity()));
    this.reader = json.readerFor(Event.class);
    this.events = events;
  }

  @GetMapping("/health")
  String health() {
    return "ok";
  }

  @PostMapping("/hooks/{key}")
  ResponseEntity<String> receive(
      @PathVariable String key,
      @RequestHeader("webhook-id") String id,
      @RequestHeader("webhook-timestamp") String timestamp,
      @RequestHeader("webhook-signature") String signatures,
      @RequestBody byte[] body)
      throws IOException {
    var source = sources.get(key);
    if (source == null) {
      return answer(404, "{\"title\":\"No such source\"}");
    }
    if (!Signature.isAuthentic(source.secret(), id, timestamp, signatures, body)) {
      return answer(401, "{\"title\":\"Bad signature\"}");
    }
    try {
      int accepted = events.ingest(source, id, body, reader.readValue(body));
      return answer(202, "{\"accepted\":" + accepted + ",\"duplicates\":" + (1 - accepted) + "}");
    } catch (JsonProcessingException malformed) {
      return answer(400, "{\"title\":\"Malformed\"}");
    }
  }

  private static ResponseEntity<String> answer(int status, String json) {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(json);
  }
}

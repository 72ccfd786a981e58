package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what an event is known again where its delivery has no id, or none that can be kept. */
class SourceKeysTest {

  private static String key(String kind, String body, Map<String, String> headers) {
    var source = Sources.ofKind(kind).orElseThrow();
    var webhook = new Webhook(headers::get, body.getBytes(StandardCharsets.UTF_8));
    return ((Intake.Events) source.take(webhook)).events().getFirst().id();
  }

  private static String key(String kind, String body) {
    return key(kind, body, Map.of());
  }

  @ParameterizedTest
  @CsvSource({"chatwoot", "zammad", "zendesk", "crisp"})
  void theSameBytesAreTheSameEventAndOthersAreAnother(String kind) {
    var resolved = "{\"ticket\":7,\"updated_at\":1767225600.25}";

    assertThat(key(kind, resolved)).startsWith("sha256:").isEqualTo(key(kind, resolved));
    // a second resolve is told at another time
    assertThat(key(kind, resolved.replace(".25", ".75"))).isNotEqualTo(key(kind, resolved));
    assertThat(key(kind, "no JSON")).startsWith("sha256:").isNotEqualTo(key(kind, resolved));
    assertThat(key(kind, "")).startsWith("sha256:");
  }

  @ParameterizedTest
  @CsvSource({
    "chatwoot, x-chatwoot-delivery",
    "zammad, x-zammad-delivery",
    "zendesk, x-zendesk-webhook-invocation-id"
  })
  void aDeliverysIdGoesBeforeAllElse(String kind, String header) {
    var body = "{\"id\":\"evt-1\"}";

    assertThat(key(kind, body, Map.of(header, "d-1"))).isEqualTo("d-1");
    assertThat(key(kind, "no JSON", Map.of(header, "d-1"))).isEqualTo("d-1");
    assertThat(key(kind, body, Map.of(header, " "))).startsWith("sha256:");
    assertThat(key(kind, body, Map.of(header, "d".repeat(201)))).startsWith("sha256:");
  }

  @ParameterizedTest
  @CsvSource({
    "zendesk, evt-1, '{\"id\":\"evt-1\",\"type\":\"x\"}'",
    "crisp, w1:s1:message:send:163408, '{\"website_id\":\"w1\",\"event\":\"message:send\",\"timestamp\":5,"
        + "\"data\":{\"session_id\":\"s1\",\"fingerprint\":163408}}'",
    "crisp, w1:s1:session:set_state:5, '{\"website_id\":\"w1\",\"event\":\"session:set_state\",\"timestamp\":5,"
        + "\"data\":{\"session_id\":\"s1\",\"state\":\"resolved\"}}'"
  })
  void anEventThatNamesItselfIsKnownByThat(String kind, String expected, String body) {
    assertThat(key(kind, body)).isEqualTo(expected);
  }
}

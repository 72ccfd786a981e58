package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on what the owner of a source said of it; the payloads themselves are in {@link SourcesTest}. */
class ChatwootSourceTest {

  private static final String RESOLVED = """
      {"event":"conversation_status_changed","id":4711,"status":"resolved","updated_at":1767225600,
       "last_activity_at":%d,"meta":{"assignee":{"id":5,"name":"Bo"}}%s}
      """;

  @ParameterizedTest(name = "idle for {0} s of {1} min, {2}: {3}")
  @CsvSource(nullValues = "-", textBlock = """
          3600, 60, -,     true
          3599, 60, -,     false
          3600, 61, -,     false
          9999, -,  -,     false
          9999, 60, user,  false
          10,   60, inbox, true
          """)
  void aConversationThatWasIdleAsLongAsChatwootWaitsWasResolvedByChatwoot(
      int idle, Integer minutes, String actor, boolean automatic) {
    var actors = actor == null ? "" : ",\"performed_by\":{\"type\":\"" + actor + "\",\"id\":5}";
    var body = RESOLVED.formatted(1_767_225_600 - idle, actors);

    var reading = new ChatwootSource()
        .read(
            body.getBytes(StandardCharsets.UTF_8),
            new SourceSettings(false, minutes, null, null, null, List.of()));

    var event = ((Reading.Told) reading).events().getLast();
    assertThat(event.type()).isEqualTo(ConversationEvent.Type.RESOLVED);
    assertThat(event.automatic()).isEqualTo(automatic);
    assertThat(event.actor() == null).isEqualTo(automatic);
  }
}

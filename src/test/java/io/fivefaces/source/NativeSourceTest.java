package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is easier to say than to show in a file; the payloads themselves are in {@link SourcesTest}. */
class NativeSourceTest {

  private static final String CLOSED =
      "{\"type\":\"conversation.closed\",\"occurred_at\":\"2026-01-15T10:30:00Z\","
          + "\"conversation\":{\"ref\":\"4711\"}}";

  private final NativeSource source = new NativeSource();

  private List<SourceEvent> events(String id, String body) {
    var taken = source.take(new Webhook(
        name -> name.equals("webhook-id") ? id : null, body.getBytes(StandardCharsets.UTF_8)));
    return ((Intake.Events) taken).events();
  }

  private ConversationEvent event(String body) {
    var reading = source.read(body.getBytes(StandardCharsets.UTF_8), SourceSettings.DEFAULT);
    return ((Reading.Told) reading).events().getFirst();
  }

  private static String arrayOf(int events) {
    return "[" + String.join(",", Collections.nCopies(events, CLOSED)) + "]";
  }

  @Test
  void anEventWithoutAnIdIsKnownByItsWebhookAndPlace() {
    assertThat(events("msg_1", CLOSED)).extracting(SourceEvent::id).containsExactly("msg_1");
    assertThat(events("msg_1", arrayOf(3)))
        .extracting(SourceEvent::id)
        .containsExactly("msg_1:0", "msg_1:1", "msg_1:2");
  }

  @Test
  void anIdOfItsOwnGoesBeforeTheWebhooks() {
    var named = CLOSED.replace("{\"type\"", "{\"id\":\"evt_1\",\"type\"");

    assertThat(events("msg_1", "[" + CLOSED + "," + named + "," + CLOSED + "]"))
        .extracting(SourceEvent::id)
        .containsExactly("msg_1:0", "evt_1", "msg_1:2");
  }

  @Test
  void theBytesOfEachElementAreKeptAsTheyCame() {
    var odd = CLOSED.replace("4711", "ü💚\\u00fc,]}\\\"[{").replace(",", " , ");

    assertThat(events("msg_1", " [\n" + odd + "\t,\r\n" + CLOSED + "] \n"))
        .extracting(event -> new String(event.payload(), StandardCharsets.UTF_8))
        .containsExactly(odd, CLOSED);
  }

  @Test
  void fiveHundredEventsAreTakenAtOnceAndNoMore() {
    assertThat(events("msg_1", arrayOf(500))).hasSize(500);
    assertThatThrownBy(() -> events("msg_1", arrayOf(501)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("More than 500 events");
  }

  @Test
  void aWebhookIdIsNoLongerThanAnyOtherReference() {
    assertThat(events("m".repeat(200), arrayOf(500))).hasSize(500);
    assertThatThrownBy(() -> events("m".repeat(201), CLOSED))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("webhook-id");
  }

  @ParameterizedTest(name = "direction {0}, author {1}: {2} by {3}")
  @CsvSource(nullValues = "-", textBlock = """
          -,   -,        IN,  CUSTOMER
          in,  -,        IN,  CUSTOMER
          out, -,        OUT, AGENT
          -,   customer, IN,  CUSTOMER
          -,   agent,    OUT, AGENT
          -,   bot,      OUT, BOT
          -,   system,   OUT, SYSTEM
          in,  agent,    IN,  AGENT
          out, customer, OUT, CUSTOMER
          """)
  void whatAMessageDoesNotSayOfItselfFollowsFromWhatItSays(
      String direction, String author, Direction expected, Author by) {
    var parts = (direction == null ? "" : "\"direction\":\"" + direction + "\"")
        + (direction == null || author == null ? "" : ",")
        + (author == null ? "" : "\"author\":\"" + author + "\"");
    var body = CLOSED
        .replace("conversation.closed", "message.created")
        .replace("{\"type\"", "{\"message\":{" + parts + "},\"type\"");

    assertThat(event(body).message())
        .extracting(Message::direction, Message::author)
        .containsExactly(expected, by);
  }
}

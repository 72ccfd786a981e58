package io.fivefaces.demo;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.Person;
import io.fivefaces.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A webhook of the simulated shop.
 *
 * @param at when it is sent
 * @param id the same whenever it is sent
 */
record Parcel(Instant at, String id, byte[] body) {

  private static final Duration LATE = Duration.ofMillis(2500);
  private static final Duration AGAIN = Duration.ofMillis(700);

  /** The native event as a chat system writes it. */
  private record Line(
      String id,
      String type,
      Instant occurredAt,
      About conversation,
      Person customer,
      Text message,
      Person actor,
      Person assignee,
      boolean automatic) {}

  private record About(
      String ref,
      ChannelName channel,
      String subject,
      List<String> tags,
      String locale,
      Thread slack,
      String visitor) {}

  private record Thread(String channel, String threadTs) {}

  private record Text(String ref, Message.Direction direction, Message.Author author) {}

  /** What a chat system sends of a conversation: mostly each event at its time; sometimes all at once, late or twice. */
  static List<Parcel> of(Talk talk, RandomGenerator random) {
    var lines = talk.events().stream().map(event -> line(talk, event)).toList();
    if (random.nextDouble() < 0.12) {
      return List.of(
          new Parcel(talk.events().getLast().at(), "msg-" + talk.ref(), Json.write(lines)));
    }
    var parcels = new ArrayList<Parcel>();
    for (var line : lines) {
      var at = random.nextDouble() < 0.04 ? line.occurredAt().plus(LATE) : line.occurredAt();
      var parcel = new Parcel(at, "msg-" + line.id(), Json.write(line));
      parcels.add(parcel);
      if (random.nextDouble() < 0.04) {
        parcels.add(new Parcel(at.plus(AGAIN), parcel.id, parcel.body));
      }
    }
    return parcels;
  }

  /** What it sends when nothing goes wrong: each event at its time. */
  static List<Parcel> inTime(Talk talk) {
    return talk.events().stream()
        .map(event -> line(talk, event))
        .map(line -> new Parcel(line.occurredAt(), "msg-" + line.id(), Json.write(line)))
        .toList();
  }

  private static Line line(Talk talk, ConversationEvent event) {
    return new Line(
        talk.ref() + "-" + talk.events().indexOf(event),
        event.type().toString(),
        event.at(),
        about(event),
        event.customer(),
        event.message() == null
            ? null
            : new Text(
                event.message().ref(),
                event.message().direction(),
                event.message().author()),
        event.actor(),
        event.assignee(),
        event.automatic());
  }

  private static About about(ConversationEvent event) {
    var about = event.about();
    return about == null
        ? new About(event.ref(), null, null, null, null, null, null)
        : new About(
            event.ref(),
            about.channel(),
            about.subject(),
            about.tags(),
            about.locale(),
            thread(about.slack()),
            about.visitor());
  }

  private static Thread thread(SlackThread slack) {
    return slack == null ? null : new Thread(slack.channel(), slack.thread());
  }
}

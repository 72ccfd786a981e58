package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private static Message message(Direction direction, Author author, Instant at) {
    return new Message("m-1", direction, author, at);
  }

  @Test
  void ofTwoReportsOfOneMessageTheEarlierCounts() {
    var early = message(Direction.OUT, Author.SYSTEM, NOON);
    var late = message(Direction.IN, Author.AGENT, NOON.plusSeconds(1));

    assertThat(early.earlier(late)).isEqualTo(early);
    assertThat(late.earlier(early)).isEqualTo(early);
  }

  @Test
  void atOneInstantInboundCountsBeforeOutboundAndThenTheAuthorsWord() {
    var in = message(Direction.IN, Author.SYSTEM, NOON);
    var out = message(Direction.OUT, Author.AGENT, NOON);
    var bot = message(Direction.OUT, Author.BOT, NOON);

    assertThat(out.earlier(in)).isEqualTo(in);
    assertThat(bot.earlier(out)).isEqualTo(out);
  }

  @Test
  void theOrderOfReportsDoesNotMatter() {
    var reports = new ArrayList<Message>();
    for (var direction : Direction.values()) {
      for (var author : Author.values()) {
        reports.add(message(direction, author, NOON));
        reports.add(message(direction, author, NOON.plusSeconds(1)));
      }
    }
    var first = first(reports);

    for (int seed = 0; seed < 200; seed++) {
      Collections.shuffle(reports, new Random(seed));
      assertThat(first(reports)).as("seed %d", seed).isEqualTo(first);
    }
  }

  private static Message first(List<Message> reports) {
    return reports.stream().reduce(Message::earlier).orElseThrow();
  }
}

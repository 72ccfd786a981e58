package io.fivefaces.demo;

import io.fivefaces.demo.DemoWorkspace.Opened;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.VisitorHash;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The simulated visitors of the shop's chat: some answer what its widget asks, as a page would. */
final class ChatVisitors {

  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([A-Za-z0-9_-]+)\"");
  private static final int MOST_THINKING = 50;

  private final Timers timers;
  private final Door door;
  private final RandomGenerator random;
  private final Trouble answering = new Trouble("A demo visitor's answer is not taken");
  private int thinking;

  ChatVisitors(Timers timers, Door door, RandomGenerator random) {
    this.timers = timers;
    this.door = door;
    this.random = random;
  }

  private record Answer(String visitor, String hash, String token, int score, String comment) {}

  /** Lets the visitor of a chat, if it was one and is over by then, answer after this time. */
  void mayAnswer(Opened demo, Talk talk, Duration over) {
    var about = talk.events().getFirst().about();
    boolean asked = about.visitor() != null
        && talk.agent() != null
        && talk.events().getLast().type() == ConversationEvent.Type.CLOSED;
    if (asked && random.nextDouble() < Opinion.ANSWERING && thinking < MOST_THINKING) {
      thinking++;
      timers
          .pause(over.plusMillis(random.nextLong(3000, 9000)))
          .compose(later -> answer(demo, about.visitor(), talk))
          .onSuccess(taken -> answering.over())
          .onFailure(answering::met)
          .onComplete(done -> thinking--);
    }
  }

  private Future<Void> answer(Opened demo, String visitor, Talk talk) {
    var hash = VisitorHash.of(visitor, demo.source().secret());
    var widget = "/widget/" + demo.source().key();
    var opinion = Opinion.of(random, talk.skill(), DemoDay.MOOD_TODAY, talk.language());
    var stream = widget + "/stream?visitor=" + URLEncoder.encode(visitor, StandardCharsets.UTF_8)
        + "&hash=" + hash;
    return door.hear(stream, TOKEN)
        .compose(token -> token.isEmpty()
            ? Future.succeededFuture()
            : door.post(
                widget + "/answers",
                Map.of("content-type", "application/json"),
                Json.write(
                    new Answer(visitor, hash, token.get(), opinion.score(), opinion.comment())),
                Set.of(201, 409)));
  }
}

package io.fivefaces.flow;

import io.fivefaces.channel.Channel;
import io.fivefaces.config.Config;
import io.fivefaces.domain.Backoff;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Sighting;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Invites;
import io.fivefaces.store.Invites.Outcome;
import io.fivefaces.store.LostInvites;
import io.fivefaces.store.LostInvites.Look;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Asks the other side about hand-overs whose end nobody heard, until it found one, missed it twice or was asked enough. */
public final class Inquiry {

  /** The pauses before the looks: 5 s, 30 s and 60 s after the doubt arose. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(30));

  private static final int CLEAN_LOOKS = 2;

  private final Subjects subjects;
  private final Invites invites;
  private final Map<ChannelName, Channel> channels;
  private final Surveys surveys;
  private final Endings endings;
  private final Config.Delivery bounds;
  private final Metrics metrics;

  public Inquiry(
      Subjects subjects,
      Invites invites,
      Map<ChannelName, Channel> channels,
      Surveys surveys,
      Endings endings,
      Config.Delivery bounds,
      Metrics metrics) {
    this.subjects = subjects;
    this.invites = invites;
    this.channels = channels;
    this.surveys = surveys;
    this.endings = endings;
    this.bounds = bounds;
    this.metrics = metrics;
  }

  /** What a hand-over waits for that the other side can be asked about. */
  static Outcome doubt(String reason) {
    return new Outcome.Doubtful(reason, PAUSES.getFirst(), false);
  }

  /** Looks once and writes what follows from it; never fails. */
  Future<Void> look(Look look) {
    var channel = look.sending().channel();
    return subjects
        .look(look.claim())
        .compose(subject -> surveys.of(look.claim().id(), look.epoch(), look.sending(), subject))
        .compose(survey -> channels
            .get(channel)
            .look(survey)
            .timeout(bounds.deadline().toMillis(), TimeUnit.MILLISECONDS))
        .otherwise(failure -> new Sighting.Unseen("it could not be asked: " + failure.getClass()))
        .compose(sighting -> {
          metrics.looked(channel.toString(), word(sighting));
          return outcome(look, sighting);
        })
        .compose(outcome -> endings.write(look.claim(), channel, outcome));
  }

  private Future<Outcome> outcome(Look look, Sighting sighting) {
    return switch (sighting) {
      case Sighting.Found found -> Future.succeededFuture(new Outcome.Sent(found.receipt()));
      case Sighting.Absent absent ->
        look.cleanLooks() + 1 < CLEAN_LOOKS
            ? Future.succeededFuture(undecided(look, "it was not there when last looked for", true))
            : sendAfresh(look);
      case Sighting.Unseen unseen ->
        Future.succeededFuture(
            undecided(look, "it could not be looked for: " + unseen.reason(), false));
    };
  }

  private Future<Outcome> sendAfresh(Look look) {
    return invites
        .refusals(look.claim().id())
        .otherwise(0)
        .map(refusals -> new Outcome.Later(
            "it did not arrive: looked for it twice",
            Backoff.after(refusals + 1, RandomGenerator.getDefault()::nextDouble),
            true));
  }

  private static Outcome undecided(Look look, String reason, boolean clean) {
    return look.looks() < LostInvites.MOST_LOOKS
        ? new Outcome.Doubtful(reason, PAUSES.get(look.looks()), clean)
        : new Outcome.Unknown("nobody heard whether it arrived, and " + reason);
  }

  private static String word(Sighting sighting) {
    return switch (sighting) {
      case Sighting.Found found -> "found";
      case Sighting.Absent absent -> "absent";
      case Sighting.Unseen unseen -> "unseen";
    };
  }
}

package io.fivefaces.flow;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Sources;
import io.fivefaces.store.Backlog;
import io.fivefaces.store.Conversations;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Database;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.DeadLetters.DeadLetter;
import io.fivefaces.store.Events;
import io.fivefaces.store.Messages;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.Tx;
import io.fivefaces.store.UnknownTypes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Turns stored events into conversations, customers and messages. */
public final class ProjectionVerticle extends VerticleBase {

  private static final int TRIES = 5;
  /** Events of one conversation that come together are written together. */
  private static final Duration BREATH = Duration.ofMillis(100);
  /** A database that stopped answering in the middle is left to the next round. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Database database;
  private final Events events;
  private final Conversations conversations;
  private final Customers customers;
  private final Messages messages;
  private final StaleDays staleDays;
  private final DeadLetters deadLetters;
  private final UnknownTypes unknownTypes;
  private final Backlog backlog;
  private final Bus bus;
  private final Metrics metrics;
  private Drain drain;

  public ProjectionVerticle(
      Database database,
      Events events,
      Conversations conversations,
      Customers customers,
      Messages messages,
      StaleDays staleDays,
      DeadLetters deadLetters,
      UnknownTypes unknownTypes,
      Backlog backlog,
      Bus bus,
      Metrics metrics) {
    this.database = database;
    this.events = events;
    this.conversations = conversations;
    this.customers = customers;
    this.messages = messages;
    this.staleDays = staleDays;
    this.deadLetters = deadLetters;
    this.unknownTypes = unknownTypes;
    this.backlog = backlog;
    this.bus = bus;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    Sources.ALL.forEach(source -> metrics.events(source.kind(), "dead_letter", 0));
    drain = new Drain(vertx, Station.PROJECTION, metrics, BREATH, () -> round(TRIES));
    bus.on(Fact.EventsStored.class, Station.PROJECTION, fact -> drain.wake());
    vertx.setPeriodic(Duration.ofSeconds(1).toMillis(), tick -> measureLag());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return drain.stop();
  }

  private Future<Boolean> round(int tries) {
    return project(events::take).recover(failure -> {
      if (failure instanceof Conversations.Overtaken && tries > 1) {
        return round(tries - 1);
      }
      return Database.isRefusal(failure) ? oneBatch() : Future.failedFuture(failure);
    });
  }

  /** The database refuses something in a round: the batches alone, so that only the one to blame is left out. */
  private Future<Boolean> oneBatch() {
    return project(tx -> events.take(tx, 1))
        .recover(failure ->
            Database.isRefusal(failure) ? leaveOut(failure) : Future.failedFuture(failure))
        .map(done -> true);
  }

  private Future<Boolean> leaveOut(Throwable refusal) {
    var reason = "the database refuses what its batch tells: " + refusal.getMessage();
    return database.inProjection(tx -> events
        .take(tx, 1)
        .compose(taken -> deadLetters
            .save(
                tx,
                taken.events().stream()
                    .map(event -> new DeadLetter(event, reason))
                    .toList())
            .compose(saved -> events.finish(tx, taken))
            .map(finished -> true)));
  }

  private Future<Boolean> project(Function<Tx, Future<Events.Taken>> take) {
    return database
        .inProjection(tx -> take.apply(tx).compose(taken -> apply(tx, taken)))
        .timeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
        .map(done -> {
          count(done);
          if (done.moved()) {
            bus.publish(new Fact.ConversationsMoved());
          }
          return done.taken().isFull();
        });
  }

  private Future<Done> apply(Tx tx, Events.Taken taken) {
    var fold = new Fold(taken.events());
    return conversations
        .load(tx, fold.conversationIds())
        .compose(before ->
            customers.load(tx, fold.customerIds()).map(known -> fold.apply(before, known)))
        .compose(after -> customers
            .save(tx, after.customers())
            .compose(saved -> conversations.save(tx, after.conversations()))
            .compose(saved -> messages.save(tx, fold.messages()))
            .compose(saved -> conversations.askToJudge(tx, after.movedByMessages()))
            .compose(saved -> staleDays.markAnswersOf(tx, after.reattributed()))
            .compose(saved -> deadLetters.save(tx, fold.deadLetters()))
            .compose(saved -> unknownTypes.count(tx, fold.unknownTypes()))
            .compose(saved -> events.finish(tx, taken))
            .map(saved -> new Done(taken, fold, after.moved())));
  }

  private record Done(Events.Taken taken, Fold fold, boolean moved) {}

  private void count(Done done) {
    var letters = done.fold().deadLetters();
    metrics.projected(done.taken().events().size() - letters.size());
    letters.forEach(letter -> metrics.events(letter.event().kind(), "dead_letter", 1));
    done.fold()
        .unknownTypes()
        .forEach((type, events) -> metrics.events(type.kind(), "unknown_type", events));
  }

  private void measureLag() {
    events.lag().onSuccess(lag -> {
      metrics.projectionLag(lag);
      backlog.measured(lag);
    });
  }
}

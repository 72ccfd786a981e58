package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.EventWriter.NewEvent;
import io.fivefaces.support.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Webhooks are stored together, each once, and no source waits behind another's flood. */
class EventWriterTest {

  private static final byte[] PAYLOAD = {'{', '}'};

  private interface Check {
    void with(TestDatabase database, Door door) throws Exception;
  }

  /** A writer on an event loop of its own. */
  private record Door(Vertx vertx, io.vertx.core.Context context, EventWriter writer) {
    Future<Integer> append(List<NewEvent> events) {
      Promise<Integer> duplicates = Promise.promise();
      context.runOnContext(turn -> writer.append(events).onComplete(duplicates));
      return duplicates.future();
    }
  }

  private static void run(Check check) throws Exception {
    var vertx = Vertx.vertx();
    try (var database = new TestDatabase()) {
      var pools = new Database(vertx, database.address());
      Promise<EventWriter> made = Promise.promise();
      var context = ((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext();
      context.runOnContext(turn -> made.complete(new EventWriter(
          vertx, pools, new Backlog(), new Metrics(new SimpleMeterRegistry()), () -> {})));
      var writer = made.future().await(10, TimeUnit.SECONDS);
      check.with(database, new Door(vertx, context, writer));
      pools.close().await(10, TimeUnit.SECONDS);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static List<NewEvent> events(int source, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new NewEvent(1, source, "e" + i, PAYLOAD))
        .toList();
  }

  private static int await(Future<Integer> duplicates) throws Exception {
    return duplicates.await(20, TimeUnit.SECONDS);
  }

  @Test
  void everyEventIsStoredOnceHoweverOftenItComes() throws Exception {
    run((database, door) -> {
      assertThat(await(door.append(events(1, 0, 100)))).isZero();
      assertThat(await(door.append(events(1, 50, 150)))).isEqualTo(50);
      assertThat(await(door.append(events(2, 0, 10)))).isZero();
      var twice = new ArrayList<>(events(3, 0, 5));
      twice.addAll(events(3, 0, 5));
      assertThat(await(door.append(twice))).isEqualTo(5);

      assertThat(database.count("select count(*) from event_keys")).isEqualTo(165);
      assertThat(database.count("select sum(cardinality(payloads)) from event_batches"))
          .isEqualTo(165);
      assertThat(database.count("select sum(events) from event_batches")).isEqualTo(165);
    });
  }

  @Test
  void whatWasStoredInThePeriodBeforeIsKnown() throws Exception {
    run((database, door) -> {
      assertThat(await(door.append(events(1, 0, 10)))).isZero();
      database.moveClock(java.time.Duration.ofDays(14));
      assertThat(await(door.append(events(1, 5, 15)))).isEqualTo(5);
    });
  }

  @Test
  void aSourceThatFloodsIsRefusedAndTheOthersAreNot() throws Exception {
    run((database, door) -> {
      try (var lock = database.connect()) {
        lock.setAutoCommit(false);
        lock.createStatement().execute("lock table event_keys in access exclusive mode");
        var flood = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 20; i++) {
          flood.add(door.append(events(1, i * 500, (i + 1) * 500)));
        }
        var others = Collections.synchronizedList(new ArrayList<Boolean>());
        var calm = door.append(events(2, 0, 1))
            .onSuccess(done -> others.add(flood.getLast().isComplete()));
        assertThatThrownBy(() -> await(door.append(events(1, 10_000, 10_001))))
            .isInstanceOf(EventWriter.Flooded.class);
        lock.rollback();
        assertThat(await(calm)).isZero();
        assertThat(others).as("the flood was over before").containsExactly(false);
        for (var webhook : flood) {
          assertThat(await(webhook)).isZero();
        }
      }
      assertThat(database.count("select count(*) from event_keys")).isEqualTo(10_001);
    });
  }
}

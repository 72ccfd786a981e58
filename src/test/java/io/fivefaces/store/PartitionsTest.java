package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Raw events are dropped a day at a time, and a new day's rows always find a place. */
class PartitionsTest {

  private static final String BATCH = "insert into event_batches"
      + " (projected_at, events, bytes, workspace_ids, source_ids, event_ids, payloads)"
      + " values (moment(), 1, 2, array[1], array[1], array['e'], array['{}'::bytea])";
  private static final String LETTER =
      "insert into dead_letters (workspace_id, source_id, event_id, payload, reason)"
          + " values (1, 1, 'e', '{}', 'odd')";

  @Test
  void whatIsOlderThanItsDaysIsDroppedWithItsPartition() {
    try (var database = new TestDatabase()) {
      database.execute(BATCH);
      database.execute(LETTER);
      database.moveClock(Duration.ofDays(14));
      keep(database);
      assertThat(database.count("select count(*) from event_batches")).isEqualTo(1);

      database.moveClock(Duration.ofDays(15));
      keep(database);
      assertThat(database.count("select count(*) from event_batches")).isZero();
      assertThat(database.count("select count(*) from dead_letters")).isZero();
    }
  }

  @Test
  void whatWasNotYetProjectedIsKeptHoweverOldItIs() {
    try (var database = new TestDatabase()) {
      database.execute(BATCH);
      database.execute("update event_batches set projected_at = null");
      database.moveClock(Duration.ofDays(30));
      keep(database);
      assertThat(database.count("select count(*) from event_batches")).isEqualTo(1);
      database.execute("update event_batches set projected_at = moment()");
      keep(database);
      assertThat(database.count("select count(*) from event_batches")).isZero();
    }
  }

  @Test
  void aDayThatNobodyPreparedIsKeptAndDroppedLikeTheOthers() {
    try (var database = new TestDatabase()) {
      database.moveClock(Duration.ofDays(10));
      database.execute(BATCH);
      assertThat(database.count("select count(*) from event_batches_other")).isEqualTo(1);
      keep(database);
      assertThat(database.count("select count(*) from event_batches")).isEqualTo(1);
      database.moveClock(Duration.ofDays(25));
      keep(database);
      assertThat(database.count("select count(*) from event_batches")).isZero();
    }
  }

  @Test
  void theKeysOfThePeriodBeforeTheRunningOneAreKept() {
    try (var database = new TestDatabase()) {
      database.execute(
          "insert into event_keys (workspace_id, source_id, event_id, period) values (1, 1, 'e', event_period())");
      database.moveClock(Duration.ofDays(14));
      keep(database);
      assertThat(database.count("select count(*) from event_keys")).isEqualTo(1);
      database.moveClock(Duration.ofDays(28));
      keep(database);
      assertThat(database.count("select count(*) from event_keys")).isZero();
    }
  }

  private static void keep(TestDatabase database) {
    database.value("select keep_partitions(14)");
  }
}

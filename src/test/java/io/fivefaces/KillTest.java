package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.ProcessApp;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.TestDatabase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real program, killed or told to stop under load, loses nothing that it acknowledged. */
class KillTest {

  private Vertx vertx;
  private ScriptedSmtp relay;
  private TestDatabase database;

  @BeforeEach
  void startRelay() throws Exception {
    vertx = Vertx.vertx();
    relay = ScriptedSmtp.start(vertx);
    database = new TestDatabase();
  }

  @AfterEach
  void stopRelay() throws Exception {
    database.close();
    relay.stop();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void everyAcknowledgedEventSurvivesAKill() throws Exception {
    try (var app = start();
        var senders = Executors.newFixedThreadPool(16)) {
      var source = app.newSource(app.newWorkspace());
      var acknowledged = new ConcurrentLinkedQueue<String>();
      for (int sender = 0; sender < 16; sender++) {
        int first = sender * 1_000_000;
        senders.submit(() -> {
          for (int i = first; !senders.isShutdown(); i++) {
            var id = "evt_" + i;
            if (app.hook(source, List.of(Samples.inbound("c" + i % 97).id(id))).status() == 202) {
              acknowledged.add(id);
            }
          }
        });
      }
      app.until("there is load", acknowledged::size, count -> count > 500);
      app.kill();
      senders.shutdown();

      app.restart();
      app.until(
          "the projection caught up",
          () -> database.count("select count(*) from event_batches where projected_at is null"),
          waiting -> waiting == 0);
      var stored = database.rows("select event_id from event_keys").stream()
          .map(row -> row.get("event_id"))
          .toList();
      assertThat(stored).containsAll(acknowledged);
      assertThat(database.count("select count(*) from messages")).isEqualTo(stored.size());
    }
  }

  @Test
  void toldToStopItFinishesWhatItBegan() throws Exception {
    try (var app = start();
        var senders = Executors.newFixedThreadPool(8)) {
      var source = app.newSource(app.newAskingWorkspace());
      var acknowledged = new ConcurrentLinkedQueue<String>();
      for (int sender = 0; sender < 8; sender++) {
        int first = sender * 1_000_000;
        senders.submit(() -> {
          for (int i = first; !senders.isShutdown(); i++) {
            if (app.hook(source, Samples.closedTalk("c" + i)).status() == 202) {
              acknowledged.add("c" + i);
            }
          }
        });
      }
      app.until("mail goes out", () -> relay.mails().size(), mails -> mails > 20);
      assertThat(app.terminate()).isEqualTo(143);
      senders.shutdown();

      assertThat(app.output()).doesNotContain("\"ERROR\"", "did not stop");
      assertThat(
              database.count(
                  "select count(*) from survey_invites where state in ('claimed', 'sending', 'unknown')"))
          .isZero();
      assertThat(database.count("select count(*) from survey_invites where state = 'sent'"))
          .isEqualTo(relay.mails().size());
      assertThat(database.count("select count(*) from event_keys"))
          .isGreaterThanOrEqualTo(acknowledged.size() * 4L);
    }
  }

  private ProcessApp start() throws Exception {
    return ProcessApp.start(Map.of(
        "FIVEFACES_DATABASE_URL",
        database.url(),
        "FIVEFACES_SMTP_URL",
        "smtp://127.0.0.1:" + relay.port(),
        "FIVEFACES_DELIVERY_LEASE",
        "3s",
        "FIVEFACES_DELIVERY_DEADLINE",
        "2s"));
  }
}

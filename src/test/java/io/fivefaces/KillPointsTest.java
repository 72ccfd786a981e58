package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Invariants;
import io.fivefaces.support.PostgresProxy;
import io.fivefaces.support.PostgresProxy.Moment;
import io.fivefaces.support.ProcessApp;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.ScriptedSmtp.Stage;
import io.fivefaces.support.TestDatabase;
import io.fivefaces.support.TestSource;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real program, killed at every boundary of a hand-over and started again, ends in the one documented state. Most of
 * it is waiting, so two go side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillPointsTest {

  private static final String CLAIM = "set state = 'claimed'";
  private static final String START = "set state = 'sending'";
  private static final String FINISH = "set state = 'sent', reason = null, sent_at = coalesce";

  private final CountDownLatch killed = new CountDownLatch(1);
  private Vertx vertx;
  private ScriptedSmtp relay;
  private TestDatabase database;
  private PostgresProxy proxy;

  @BeforeEach
  void startOthers() throws Exception {
    vertx = Vertx.vertx();
    relay = ScriptedSmtp.start(vertx);
    database = new TestDatabase();
    proxy = PostgresProxy.start(database.address());
  }

  @AfterEach
  void stopOthers() throws Exception {
    proxy.close();
    database.close();
    relay.stop();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  /** Nobody heard the relay's 250, or nobody knows whether it came: never a second mail. */
  @ParameterizedTest(name = "killed at {0} it is {1}, and the relay has {2} mails")
  @CsvSource({
    "GREETING, unknown, 0",
    "DATA,     unknown, 0",
    "DOT,      unknown, 1",
  })
  void whileItTalksToTheRelay(Stage stage, String end, int mails) throws Exception {
    try (var app = start()) {
      relay.once(stage, () -> kill(app));
      endsAs(app, end, mails);
    }
  }

  /** What provably never left is sent; what may have left is unknown; what is written stays. */
  @ParameterizedTest(name = "killed {1} of the {0} it is {2}, and the relay has {3} mails")
  @CsvSource({
    "CLAIM,  BEFORE_STATEMENT, sent,    1",
    "CLAIM,  AFTER_STATEMENT,  sent,    1",
    "START,  BEFORE_COMMIT,    sent,    1",
    "START,  AFTER_COMMIT,     unknown, 0",
    // the relay's 250 was heard
    "FINISH, BEFORE_STATEMENT, unknown, 1",
    "FINISH, BEFORE_COMMIT,    unknown, 1",
    "FINISH, AFTER_COMMIT,     sent,    1",
  })
  void whileItWritesToTheDatabase(String what, Moment moment, String end, int mails)
      throws Exception {
    var sql = Map.of("CLAIM", CLAIM, "START", START, "FINISH", FINISH).get(what);
    try (var app = start()) {
      proxy.once(moment, sql, this::isSomethingPending, () -> kill(app));
      endsAs(app, end, mails);
    }
  }

  private void endsAs(ProcessApp app, String end, int mails) throws Exception {
    var source = app.newSource(app.newAskingWorkspace());
    app.hook(source, Samples.closedTalk("1"));
    assertThat(killed.await(30, TimeUnit.SECONDS)).as("it was killed").isTrue();

    app.restart();
    app.withInvite(source.workspace(), "1", end);
    assertThat(relay.mails()).hasSize(mails);
    worksAgain(app, source);
    assertThat(relay.mails()).hasSize(mails + 1);
    assertThat(app.conversation(source.workspace(), "1").at("/invite/state").asText())
        .isEqualTo(end);
    Invariants.hold(app, database);
    Invariants.holdAtTheRelay(database, relay.mails());
    Invariants.noMoreUnknown(database, end.equals("unknown") ? 1 : 0);
  }

  private static void worksAgain(ProcessApp app, TestSource source) {
    app.hook(source, Samples.closedTalk("2"));
    app.withInvite(source.workspace(), "2", "sent");
  }

  private boolean isSomethingPending() {
    return database.count("select count(*) from survey_invites where next_try_at <= moment()") > 0;
  }

  private void kill(ProcessApp app) {
    app.kill();
    killed.countDown();
  }

  private ProcessApp start() throws IOException {
    return ProcessApp.start(Map.of(
        "FIVEFACES_DATABASE_URL",
        database.url().replace(":" + database.address().port() + "/", ":" + proxy.port() + "/"),
        "FIVEFACES_SMTP_URL",
        "smtp://user:pw@127.0.0.1:" + relay.port(),
        "FIVEFACES_DELIVERY_LEASE",
        "3s",
        "FIVEFACES_DELIVERY_DEADLINE",
        "2s"));
  }
}

package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Caller;
import io.fivefaces.support.ProcessApp;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ServerProcess;
import io.fivefaces.support.TestDatabase;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an operator meets it: what it says, what it keeps, and how it refuses to start. */
class StartTest {

  @TempDir
  private Path data;

  @Test
  void theEmbeddedDatabaseIsDurableAndOutlivesAKill() throws Exception {
    var environment = Map.of("FIVEFACES_DATA_DIR", data.toString(), "FIVEFACES_LOG_LEVEL", "error");
    String workspace;
    try (var app = ProcessApp.start(environment)) {
      assertThat(app.output().lines())
          .hasSize(2)
          .first()
          .asString()
          .matches(
              "fivefaces is ready: http://localhost:\\d+/sign-in/\\S+  \\(this link signs you in, once\\)");
      workspace = app.newAskingWorkspace();
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "sent");
      app.kill();
      assertThat(postgres("show fsync")).isEqualTo("on");
      assertThat(postgres("show synchronous_commit")).isEqualTo("on");
      assertThat(postgres("show listen_addresses")).isEqualTo("127.0.0.1");

      app.restart();
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText()).isEqualTo("sent");
      assertThat(app.terminate()).isEqualTo(143);
      assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();

      app.restart();
      assertThat(app.conversation(workspace, "1").at("/invite/state").asText()).isEqualTo("sent");
      assertThat(app.terminate()).isEqualTo(143);
      assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void aTakenPortIsSaidInWords() throws Exception {
    try (var database = new TestDatabase();
        var taken = new ServerSocket(0)) {
      assertThat(refusal(taken.getLocalPort(), Map.of("FIVEFACES_DATABASE_URL", database.url())))
          .isEqualTo("Port " + taken.getLocalPort()
              + " is taken. Stop what uses it, or choose another port (FIVEFACES_PORT).");
    }
  }

  @Test
  void aDatabaseThatIsAwayIsSaidInWordsAndWithoutItsPassword() throws Exception {
    var refusal = refusal(
        Caller.freePort(),
        Map.of("FIVEFACES_DATABASE_URL", "postgres://me:a-password@127.0.0.1:1/nowhere"));
    assertThat(refusal)
        .startsWith("Cannot prepare the database me@127.0.0.1:1/nowhere: ")
        .contains("FIVEFACES_DATABASE_URL")
        .doesNotContain("a-password");
  }

  @Test
  void anUnknownKeyIsNamed() throws Exception {
    assertThat(refusal(Caller.freePort(), Map.of("FIVEFACES_SMPT_URL", "smtp://relay.test")))
        .startsWith("Unknown key 'smpt.url' in the environment. Known keys: port, ");
  }

  @Test
  void aDeadlineLongerThanTheLeaseIsRefused() throws Exception {
    assertThat(refusal(Caller.freePort(), Map.of("FIVEFACES_DELIVERY_DEADLINE", "61s")))
        .startsWith("delivery.deadline must be shorter than delivery.lease");
  }

  /** The one line that it ends with. */
  private String refusal(int port, Map<String, String> environment) throws Exception {
    try (var server = ServerProcess.launch(port, Caller.freePort(), withData(environment))) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.output().lines()).hasSize(1);
      return server.output().strip();
    }
  }

  private Map<String, String> withData(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    all.put("FIVEFACES_DATA_DIR", data.toString());
    all.put("FIVEFACES_LOG_LEVEL", "error");
    return all;
  }

  private String postgres(String query) throws Exception {
    var port = Files.readString(data.resolve("postgres.port")).strip();
    var password = Files.readString(data.resolve("postgres.password")).strip();
    try (var connection = DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
        var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}

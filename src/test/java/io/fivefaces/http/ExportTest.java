package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Downloads of very many answers: read as fast as they are taken, few at a time, and never cut off unnoticed. */
class ExportTest {

  private static final int MANY = 200_000;
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

  @Test
  void aReaderThatPausesKeepsTheServerFromReadingAhead() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, MANY);
      try (var pausing = download(app, source.workspace(), "csv")) {
        assertThat(pausing.getInputStream().read()).isPositive();

        // long enough for somebody else to take every row
        assertThat(lines(app, source.workspace())).isEqualTo(MANY);
        assertThat(exported(app) - MANY).isPositive().isLessThan(MANY / 4.0);

        var whole = readAll(pausing.getInputStream());
        assertThat(whole).endsWith(LAST_CHUNK);
        assertThat(whole.lines().filter(line -> line.startsWith("\"t"))).hasSize(MANY);
      }
      app.until("both are whole", () -> ended(app, "whole"), number -> number == 2);
    });
  }

  @Test
  void whoLeavesIsNotReadFor() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, MANY);
      try (var leaving = download(app, source.workspace(), "ndjson")) {
        assertThat(leaving.getInputStream().read()).isPositive();
      }

      app.until("it is over", () -> ended(app, "left"), number -> number == 1);
      assertThat(exported(app)).isLessThan(MANY / 4.0);
      assertThat(metric(app, "fivefaces_exports_running")).isZero();
    });
  }

  @Test
  void whatBreaksOffHasNoEnd() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      answers(app, source, MANY);
      try (var reader = download(app, source.workspace(), "csv")) {
        assertThat(reader.getInputStream().read()).isPositive();
        app.database().execute("alter table csat_responses rename to csat_responses_gone");

        assertThat(readAll(reader.getInputStream())).doesNotEndWith(LAST_CHUNK);
      }
      app.until("it is over", () -> ended(app, "broken"), number -> number == 1);
      var refused = app.api("GET", path(source.workspace(), "csv"));
      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
    });
  }

  @Test
  void aWorkspaceHasTwoAtATimeAndHoldsUpNoOther() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var other = app.newSource(app.newWorkspace());
      answers(app, source, MANY);
      try (var one = download(app, source.workspace(), "csv");
          var two = download(app, source.workspace(), "ndjson")) {
        assertThat(one.getInputStream().read()).isPositive();
        assertThat(two.getInputStream().read()).isPositive();

        var third = app.api("GET", path(source.workspace(), "csv"));
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("retry-after")).isNotEmpty();
        assertThat(app.api("GET", path(other.workspace(), "csv")).status()).isEqualTo(200);
        assertThat(ended(app, "refused")).isEqualTo(1);
      }
      app.until(
          "there is room again",
          () -> app.api("GET", path(source.workspace(), "csv") + "&from=2020-01-01&to=2020-01-02")
              .status(),
          status -> status == 200);
    });
  }

  /** So many answers with a comment each, without what the service would do for each of them. */
  private static void answers(TestApp app, TestSource source, int count) {
    var key = source.workspace() + ", " + source.id();
    app.database().execute("set session_replication_role = replica");
    app.database()
        .execute(
            "insert into conversations (workspace_id, source_id, ref, version, created_at, state)"
                + " select " + key + ", 't' || n, 1, now(), 'closed' from generate_series(1, "
                + count + ") n");
    app.database()
        .execute("insert into csat_responses (workspace_id, invite_id, source_id,"
            + " conversation_ref, score, comment, responded_at) select " + source.workspace()
            + ", n, " + source.id() + ", 't' || n, 1 + n % 5, repeat('so it was ', 20),"
            + " timestamptz '2026-01-15 00:00:00Z' + n * interval '1 millisecond'"
            + " from generate_series(1, " + count + ") n");
    app.database().execute("set session_replication_role = origin");
    app.database().execute("analyze conversations, csat_responses");
  }

  private static String path(String workspace, String format) {
    return "/api/workspaces/" + workspace + "/responses?format=" + format;
  }

  /** A download by a reader who takes hardly anything unless it is read. */
  private static Socket download(TestApp app, String workspace, String format) throws IOException {
    var address = URI.create(app.url(path(workspace, format)));
    var socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    socket.setSoTimeout(20_000);
    var request = "GET " + address.getPath() + "?" + address.getQuery()
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestApp.ADMIN_KEY + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static long lines(TestApp app, String workspace) {
    return app.api("GET", path(workspace, "ndjson")).body().lines().count();
  }

  /** What comes until the connection ends or the last chunk came. */
  private static String readAll(InputStream stream) {
    var all = new ByteArrayOutputStream();
    var some = new byte[1 << 16];
    try {
      for (int read; (read = stream.read(some)) >= 0; ) {
        all.write(some, 0, read);
        if (endsWhole(all, read, some)) {
          break;
        }
      }
    } catch (IOException reset) {
      // it broke off
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static boolean endsWhole(ByteArrayOutputStream all, int read, byte[] last) {
    var end = read < LAST_CHUNK.length()
        ? all.toString(StandardCharsets.UTF_8)
        : new String(last, 0, read, StandardCharsets.UTF_8);
    return end.endsWith(LAST_CHUNK);
  }

  private static double exported(TestApp app) {
    return metric(app, "fivefaces_exported_total");
  }

  private static double ended(TestApp app, String outcome) {
    return metric(app, "fivefaces_exports_total{outcome=\"" + outcome + "\"}");
  }

  private static double metric(TestApp app, String name) {
    return app.request("GET", app.managementUrl("/metrics"), null)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }
}

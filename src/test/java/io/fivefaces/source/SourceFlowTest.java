package io.fivefaces.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Signers;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The webhooks of one conversation as each system sends them, over HTTP: created, in, out, resolved, reopened, resolved
 * again, auto-closed, in {@code source/<kind>/flow/*.json} of the test resources, and {@code rows.txt}, what they leave.
 */
class SourceFlowTest {

  private static final Path PAYLOADS = Path.of("src", "test", "resources", "source");
  private static final int SHUFFLES = 20;

  private static final List<String> TABLES = List.of("""
      select ref, created_at, channel, subject, tags, locale, slack_channel, slack_thread, visitor, customer_ref,
        assignee_ref, assignee_name, assignee_email, state, state_at, state_automatic, resolved_at, closed_at,
        resolver, resolver_at, foreign_score, foreign_comment
      from conversations where source_id = %s order by ref
      """, """
      select ref, email, name, locale from customers where source_id = %s order by ref
      """, """
      select conversation_ref, ref, direction, author, occurred_at from messages where source_id = %s
      order by conversation_ref, ref
      """);

  static Stream<String> kinds() {
    return Sources.ALL.stream().map(Source::kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aConversationIsToldAsItsSystemTellsIt(String kind) throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var flow = flow(kind);
      var source = app.newSource(workspace, kind);
      for (var webhook : flow) {
        assertThat(send(app, kind, source, webhook)).isEqualTo(202);
      }
      var rows = rows(app, source);
      assertThat(rows).isEqualTo(Files.readString(folder(kind).resolve("rows.txt")));

      var random = new Random(kind.hashCode());
      for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
        var another = app.newSource(workspace, kind);
        var twice = new ArrayList<>(flow);
        twice.addAll(flow);
        Collections.shuffle(twice, random);
        for (var webhook : twice) {
          assertThat(send(app, kind, another, webhook)).isEqualTo(202);
        }
        assertThat(rows(app, another)).isEqualTo(rows);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aWebhookThatWasTouchedOnItsWayIsRefused(String kind) throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), kind);
      var webhook = flow(kind).getFirst();
      var headers = Signers.headers(kind, source.secret(), webhook, app.clock().instant());
      var touched = webhook.clone();
      touched[touched.length - 1] = ' ';
      assertThat(app.post(source.url(), headers, touched).status()).isEqualTo(401);
      assertThat(app.post(source.url(), java.util.Map.of(), webhook).status()).isEqualTo(401);
      assertThat(app.database().count("select count(*) from event_keys")).isZero();
    });
  }

  private static int send(TestApp app, String kind, TestSource source, byte[] webhook) {
    var headers = Signers.headers(kind, source.secret(), webhook, app.clock().instant());
    return app.post(source.url(), headers, webhook).status();
  }

  private static String rows(TestApp app, TestSource source) {
    app.until(
        "every event is applied",
        () -> app.database().count("select count(*) from event_batches where projected_at is null"),
        waiting -> waiting == 0);
    return TABLES.stream()
        .map(table -> app.database().rows(table.formatted(source.id())))
        .map(rows -> rows.stream()
            .map(row -> row.entrySet().stream()
                .filter(column -> column.getValue() != null)
                .map(column -> column.getKey() + ": " + column.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining()))
            .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n"));
  }

  private static List<byte[]> flow(String kind) throws IOException {
    var webhooks = new ArrayList<byte[]>();
    try (var files = Files.list(folder(kind))) {
      for (var file : files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted(Comparator.naturalOrder())
          .toList()) {
        webhooks.add(Files.readAllBytes(file));
      }
    }
    assertThat(webhooks).hasSizeGreaterThanOrEqualTo(7);
    return webhooks;
  }

  private static Path folder(String kind) {
    return PAYLOADS.resolve(kind).resolve("flow");
  }
}

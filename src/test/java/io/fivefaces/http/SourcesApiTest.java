package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Samples;
import io.fivefaces.support.Signers;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the owner of a source can see and do. */
class SourcesApiTest {

  private static final byte[] BROKEN = "this is no JSON".getBytes(StandardCharsets.UTF_8);

  @Test
  void aNewSecretAndTheOneBeforeItAreGoodForADay() throws Exception {
    TestApp.run(app -> {
      var first = app.newSource(app.newWorkspace());
      var second = rotated(app, first);
      assertThat(second.secret()).isNotEqualTo(first.secret());
      app.until("the new one is good", () -> hook(app, second), status -> status == 202);
      assertThat(hook(app, first)).isEqualTo(202);

      var third = rotated(app, second);
      app.until("the first is forgotten", () -> hook(app, first), status -> status == 401);
      assertThat(hook(app, second)).isEqualTo(202);
      assertThat(hook(app, third)).isEqualTo(202);

      app.advance(Duration.ofHours(25));
      assertThat(hook(app, second)).isEqualTo(401);
      assertThat(hook(app, third)).isEqualTo(202);
    });
  }

  @Test
  void aSystemBringsItsOwnSecret() throws Exception {
    TestApp.run(app -> {
      var ours = app.newSource(app.newWorkspace(), "intercom");
      var theirs = new TestSource(ours.workspace(), ours.id(), ours.url(), "their-own-secret");
      var changed = app.api("PATCH", path(ours), Map.of("signing_secret", theirs.secret()));
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.body()).doesNotContain(theirs.secret());
      var webhook = payload("intercom", "flow/01-created.json");
      app.until(
          "it is good", () -> send(app, "intercom", theirs, webhook), status -> status == 202);
    });
  }

  @Test
  void aSystemThatDoesNotSignIsTakenOnceItsOwnerSaysSo() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "chatwoot");
      var webhook = payload("chatwoot", "flow/01-created.json");
      assertThat(app.post(source.url(), Map.of(), webhook).status()).isEqualTo(401);

      var changed =
          app.api("PATCH", path(source), Map.of("accept_unsigned", true)).json();
      assertThat(changed.get("warnings").get(0).asText()).contains("without a signature");
      app.until(
          "it is taken",
          () -> app.post(source.url(), Map.of(), webhook).status(),
          status -> status == 202);
    });
  }

  @Test
  void aSystemThatAlwaysSignsIsNeverTakenWithoutASignature() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (var kind : List.of("native", "slack", "zendesk", "intercom", "front")) {
        var refused =
            app.api("PATCH", path(app.newSource(workspace, kind)), Map.of("accept_unsigned", true));
        assertThat(refused.status()).as(kind).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).contains("signing_secret");
      }
    });
  }

  @Test
  void numbersThatMakeNoSenseAreRefusedWithASentence() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "chatwoot");
      for (var number : List.of(-1, 999_999_999)) {
        for (var field : List.of("auto_resolve_minutes", "rate_limit")) {
          var refused = app.api("PATCH", path(source), Map.of(field, number));
          assertThat(refused.status()).isEqualTo(400);
          assertThat(refused.json().get("detail").asText()).contains(field);
        }
      }
    });
  }

  @Test
  void whoSendsMoreThanAllowedIsAskedToComeBack() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var limited = app.newSource(workspace);
      var free = app.newSource(workspace);
      app.api("PATCH", path(limited), Map.of("rate_limit", 1));
      var ten = IntStream.range(0, 10).mapToObj(i -> Samples.inbound("c" + i)).toList();
      var refused = app.until(
          "it is too much", () -> app.hook(limited, ten), answer -> answer.status() == 429);
      assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(2, 60);
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      assertThat(app.hook(free, ten).status()).isEqualTo(202);
    });
  }

  @Test
  void whatNobodyCouldReadIsKeptAndReplayedAfterAFix() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "chatwoot");
      assertThat(send(app, "chatwoot", source, BROKEN)).isEqualTo(202);
      var letter = letters(app, source, 1).get("newest").get(0);
      assertThat(letter.get("payload").asText()).isEqualTo("this is no JSON");
      assertThat(letter.get("reason").asText()).contains("JSON");

      assertThat(replay(app, source)).isEqualTo(1);
      app.until(
          "it comes back",
          () -> letters(app, source, 1).path("newest").path(0).path("id").asText(),
          id -> !id.isEmpty() && !id.equals(letter.get("id").asText()));

      var good = new String(payload("chatwoot", "flow/01-created.json"), StandardCharsets.UTF_8);
      app.database()
          .execute("update dead_letters set payload = convert_to($x$" + good + "$x$, 'UTF8')");
      assertThat(replay(app, source)).isEqualTo(1);
      letters(app, source, 0);
      app.until(
          "it was read",
          () -> app.database().count("select count(*) from conversations"),
          conversations -> conversations == 1);
      assertThat(replay(app, source)).isZero();
    });
  }

  @Test
  void typesThatNobodyKnowsAreNamedAndCounted() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "chatwoot");
      for (int i = 0; i < 3; i++) {
        var event = "{\"event\": \"brand_new\", \"id\": " + i + "}";
        assertThat(send(app, "chatwoot", source, event.getBytes(StandardCharsets.UTF_8)))
            .isEqualTo(202);
      }
      var types = app.until(
          "they are counted",
          () -> app.api("GET", path(source)).json().get("unknown_types"),
          seen -> seen.size() == 1 && seen.get(0).get("events").asInt() == 3);
      assertThat(types.get(0).get("type").asText()).isEqualTo("brand_new");
    });
  }

  @Test
  void aTypeWithAnOddNameHoldsNobodyUp() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      for (var odd : List.of("\u0000", "\ud83d", "x".repeat(20_000), "a\u0000b")) {
        assertThat(app.hook(source, Samples.event(odd, "1")).status()).isEqualTo(202);
      }
      app.hook(source, Samples.closedTalk("2"));
      app.judged(workspace, "2");
      var types = app.api("GET", path(source)).json().get("unknown_types").findValuesAsText("type");
      assertThat(types).hasSize(4).contains("?", "x".repeat(100), "a b");
    });
  }

  @Test
  void aRatingOfTheSystemsOwnSurveyIsShownAndNotCounted() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace, "intercom");
      assertThat(send(app, "intercom", source, payload("intercom", "taken/a-rating.json")))
          .isEqualTo(202);
      var ref = app.until(
          "it is projected",
          () -> app.database().rows("select ref from conversations"),
          rows -> rows.size() == 1);
      var conversation = app.conversation(workspace, ref.getFirst().get("ref"));
      assertThat(conversation.get("imported_rating").get("score").asInt()).isBetween(1, 5);
      assertThat(conversation.get("response").isNull()).isTrue();
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();
    });
  }

  private static TestSource rotated(TestApp app, TestSource source) {
    var answer = app.api("POST", path(source) + "/rotate-secret", Map.of()).json();
    return new TestSource(
        source.workspace(), source.id(), source.url(), answer.get("secret").asText());
  }

  private static int hook(TestApp app, TestSource source) {
    return app.hook(source, Samples.inbound(UUID.randomUUID().toString())).status();
  }

  private static int send(TestApp app, String kind, TestSource source, byte[] webhook) {
    var headers = Signers.headers(kind, source.secret(), webhook, app.clock().instant());
    return app.post(source.url(), headers, webhook).status();
  }

  private static int replay(TestApp app, TestSource source) {
    return app.api("POST", path(source) + "/dead-letters/replay", Map.of())
        .json()
        .get("replayed")
        .asInt();
  }

  private static com.fasterxml.jackson.databind.JsonNode letters(
      TestApp app, TestSource source, int count) {
    return app.until(
        count + " dead letters",
        () -> app.api("GET", path(source)).json().get("dead_letters"),
        letters ->
            letters.get("count").asInt() == count && letters.get("newest").size() == count);
  }

  private static String path(TestSource source) {
    return "/api/workspaces/" + source.workspace() + "/sources/" + source.id();
  }

  private static byte[] payload(String kind, String file) throws IOException {
    return Files.readAllBytes(Path.of("src", "test", "resources", "source", kind, file));
  }
}

package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fivefaces.support.FakeSlack;
import io.fivefaces.support.SlackDesk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the owner of a Slack source brings, and what of it is never told again. */
class SlackSourceApiTest {

  @Test
  void aBotTokenIsShownToSlackAndToNobodyElse() throws Exception {
    SlackDesk.run(Map.of(), desk -> {
      assertThat(
              desk.app().api("GET", desk.path()).json().at("/source/warnings/0").asText())
          .contains("bot_token");
      var changed = desk.bring(Map.of("bot_token", " " + FakeSlack.TOKEN + "\n"));
      assertThat(changed.get("has_bot_token").asBoolean()).isTrue();
      assertThat(changed.get("warnings")).isEmpty();
      assertThat(desk.app().database().value("select slack_team from sources where kind = 'slack'"))
          .isEqualTo(FakeSlack.TEAM);

      assertThat(changed.toString()).doesNotContain(FakeSlack.TOKEN);
      assertThat(desk.app().api("GET", desk.path()).body()).doesNotContain(FakeSlack.TOKEN);
      var audit = desk.app().database().rows("select who, what, before, after from audit");
      assertThat(audit.toString())
          .contains("{\"bot_token\": \"changed\"}")
          .doesNotContain(FakeSlack.TOKEN);
      assertThat(desk.app()
              .database()
              .count("select count(*) from sources where position('xoxb'::bytea in bot_token) > 0"))
          .isZero();

      assertThat(desk.bring(Map.of("bot_token", "")).get("has_bot_token").asBoolean())
          .isFalse();
      assertThat(desk.app()
              .database()
              .value("select after ->> 'bot_token' from audit order by audit_id desc limit 1"))
          .isEqualTo("removed");
    });
  }

  @Test
  void aWrongBotTokenIsNoticedAtOnceAndChangesNothing() throws Exception {
    SlackDesk.run(Map.of(), desk -> {
      for (var wrong : List.of("xoxb-wrong", "with space", "\u00e4", "x".repeat(501))) {
        var refused =
            desk.app().api("PATCH", desk.path(), Map.of("bot_token", wrong, "name", "Changed"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).contains("'bot_token'");
        assertThat(refused.body()).doesNotContain("xoxb-wrong");
      }
      var source = desk.app().api("GET", desk.path()).json().get("source");
      assertThat(source.get("has_bot_token").asBoolean()).isFalse();
      assertThat(source.get("name").asText()).isEqualTo("Shop");
    });
  }

  @Test
  void aBotTokenIsKeptWhileSlackIsAwayWithAWarning() throws Exception {
    SlackDesk.run(Map.of(), desk -> {
      desk.slack().always("auth.test", FakeSlack.answering(503, ""));
      var changed = desk.bring(Map.of("bot_token", FakeSlack.TOKEN));
      assertThat(changed.get("has_bot_token").asBoolean()).isTrue();
      assertThat(changed.at("/warnings/0").asText()).contains("Bring it again");
      desk.survey(desk.help());

      desk.slack().always("auth.test", null);
      assertThat(desk.bring(Map.of("bot_token", FakeSlack.TOKEN)).get("warnings"))
          .isEmpty();
    });
  }

  @Test
  void theNameAndThePictureAreCheckedAndKept() throws Exception {
    SlackDesk.run(Map.of(), desk -> {
      var kept = desk.bring(Map.of("display_name", " Lumen ", "icon_url", "https://us.test/a.png"));
      assertThat(kept.get("display_name").asText()).isEqualTo("Lumen");
      assertThat(kept.get("icon_url").asText()).isEqualTo("https://us.test/a.png");
      assertThat(desk.bring(Map.of("display_name", "")).get("display_name").isNull())
          .isTrue();

      for (var wrong : List.of(
          Map.of("display_name", "x".repeat(81)),
          Map.of("display_name", "two\nlines"),
          Map.of("icon_url", "http://us.test/a.png"),
          Map.of("icon_url", "https://us.test/a b"))) {
        assertThat(desk.app().api("PATCH", desk.path(), wrong).status()).isEqualTo(400);
      }
      var other =
          "/api/workspaces/" + desk.workspace() + "/sources/" + desk.shop().id();
      for (var field : List.of("bot_token", "display_name", "icon_url")) {
        var refused = desk.app().api("PATCH", other, Map.of(field, "https://us.test/"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asText()).contains("kind slack");
      }
      assertThat(desk.slack().calls("auth.test")).isEmpty();
    });
  }

  @Test
  void theManifestHasThisSourcesOwnAddresses() throws Exception {
    SlackDesk.run(Map.of(), desk -> {
      var manifest = desk.app().api("GET", desk.path() + "/slack-manifest");
      assertThat(manifest.status()).isEqualTo(200);
      assertThat(manifest.header("content-type")).startsWith("application/yaml");
      var yaml = new YAMLMapper().readTree(manifest.body());
      assertThat(yaml.at("/settings/event_subscriptions/request_url").asText())
          .isEqualTo(desk.source().url());
      assertThat(yaml.at("/settings/interactivity/request_url").asText())
          .isEqualTo(desk.source().url() + "/interactions");
      assertThat(yaml.at("/oauth_config/scopes/bot").toString())
          .contains("chat:write", "chat:write.customize", "channels:history", "groups:history");
      assertThat(manifest.body()).doesNotContain("surveys.example.com");

      var other =
          "/api/workspaces/" + desk.workspace() + "/sources/" + desk.shop().id();
      assertThat(desk.app().api("GET", other + "/slack-manifest").status()).isEqualTo(404);
    });
  }
}

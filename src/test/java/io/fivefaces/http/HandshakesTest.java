package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Signers;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How systems look whether an address is ours before they send events to it. */
class HandshakesTest {

  private static final byte[] VERIFICATION =
      "{\"token\":\"t\",\"challenge\":\"3eZbrw1aBm2r\",\"type\":\"url_verification\"}"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] SYNC =
      "{\"type\":\"sync\",\"authorization\":{\"id\":\"cmp_1\"}}".getBytes(StandardCharsets.UTF_8);

  private static Map<String, String> signed(
      TestApp app, String kind, TestSource source, byte[] body) {
    return Signers.headers(kind, source.secret(), body, app.clock().instant());
  }

  @Test
  void intercomFindsAnAddressThatIsThereAndNoOther() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "intercom");

      assertThat(app.request("HEAD", source.url(), null).status()).isEqualTo(200);
      assertThat(app.request("HEAD", source.url() + "x", null).status()).isEqualTo(404);
      assertThat(app.request("HEAD", app.url("/hooks/x"), null).status()).isEqualTo(404);
    });
  }

  @Test
  void slackGetsItsChallengeBackWhenItIsSlack() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "slack");

      var answer = app.post(source.url(), signed(app, "slack", source, VERIFICATION), VERIFICATION);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().toString()).isEqualTo("{\"challenge\":\"3eZbrw1aBm2r\"}");
      assertThat(app.post(source.url(), Map.of(), VERIFICATION).status()).isEqualTo(401);
      assertThat(app.database().count("select count(*) from event_keys")).isZero();
    });
  }

  @Test
  void frontGetsTheChallengeOfItsHeaderBack() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace(), "front");
      var headers = new HashMap<>(signed(app, "front", source, SYNC));
      headers.put("X-Front-Challenge", "a challenge");

      var answer = app.post(source.url(), headers, SYNC);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().toString()).isEqualTo("{\"challenge\":\"a challenge\"}");
      headers.remove("X-Front-Signature");
      assertThat(app.post(source.url(), headers, SYNC).status()).isEqualTo(401);
      assertThat(app.database().count("select count(*) from event_keys")).isZero();
    });
  }

  @Test
  void aConversationOfSlackHasAnAddressInTheApi() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace, "slack");
      var created = Files.readAllBytes(
          Path.of("src", "test", "resources", "source", "slack", "flow", "01-created.json"));

      app.post(source.url(), signed(app, "slack", source, created), created);
      for (var ref :
          new String[] {"C0SHARED1:1767225000.000100", "C0SHARED1%3A1767225000.000100"}) {
        var conversation = app.until(
            ref + " is there",
            () -> app.api("GET", "/api/workspaces/" + workspace + "/conversations/" + ref),
            reply -> reply.status() == 200);
        assertThat(conversation.json().get("channel").asText()).isEqualTo("slack");
      }
    });
  }
}

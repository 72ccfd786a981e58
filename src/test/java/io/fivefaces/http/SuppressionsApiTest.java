package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of addresses that get no survey any more, by the API. */
class SuppressionsApiTest {

  private static String list(String workspace, String... query) {
    return "/api/workspaces/" + workspace + "/suppressions"
        + (query.length == 0 ? "" : "?" + String.join("&", query));
  }

  private static List<String> emails(TestApp app, String path) {
    var emails = new ArrayList<String>();
    app.api("GET", path)
        .json()
        .get("items")
        .forEach(item -> emails.add(item.get("email").asText()));
    return emails;
  }

  @Test
  void anAddressThatOneOfOursPutThereGetsNoSurveyUntilItIsTakenOff() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      var added = app.api(
          "POST",
          list(workspace),
          Map.of("email", " Ada@Customer.Test ", "detail", "on the phone"));
      assertThat(added.status()).isEqualTo(201);
      assertThat(added.json().get("email").asText()).isEqualTo("ada@customer.test");
      assertThat(added.json().get("reason").asText()).isEqualTo("manual");

      app.hook(source, Samples.closedTalk("1"));
      assertThat(app.judged(workspace, "1").get("reason").asText()).isEqualTo("deliverable");

      var removed = app.api("DELETE", list(workspace) + "/Ada@customer.test");
      assertThat(removed.status()).isEqualTo(200);
      assertThat(removed.json().get("detail").asText()).isEqualTo("on the phone");
      app.hook(source, Samples.closedTalk("2"));
      app.withInvite(workspace, "2", "sent");
      assertThat(app.api("DELETE", list(workspace) + "/ada@customer.test").status())
          .isEqualTo(404);

      assertThat(app.database()
              .rows("select who, before->>'email' as before, after->>'email' as after from audit"
                  + " where what = 'suppression' order by audit_id"))
          .hasToString("[{who=admin key, before=null, after=ada@customer.test},"
              + " {who=admin key, before=ada@customer.test, after=null}]");
    });
  }

  @Test
  void anAddressIsThereOnceAndItsWorkspaceAloneSeesIt() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var other = app.newWorkspace();
      app.api("POST", list(workspace), Map.of("email", "ada@customer.test"));

      assertThat(app.api("POST", list(workspace), Map.of("email", "ADA@customer.test"))
              .status())
          .isEqualTo(409);
      assertThat(emails(app, list(other))).isEmpty();
      assertThat(app.api("DELETE", list(other) + "/ada@customer.test").status()).isEqualTo(404);
      assertThat(
              app.api("POST", list(other), Map.of("email", "ada@customer.test")).status())
          .isEqualTo(201);
      assertThat(app.request("GET", list(workspace), null).status()).isEqualTo(401);
    });
  }

  @Test
  void theListIsReadPageByPageByReasonAndByHowAnAddressBegins() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (int i = 0; i < 7; i++) {
        app.api("POST", list(workspace), Map.of("email", "a" + i + "@customer.test"));
      }
      app.api(
          "POST", list(workspace), Map.of("email", "b@customer.test", "reason", "unsubscribed"));

      var first = app.api("GET", list(workspace, "limit=5")).json();
      var next = app.api(
          "GET", list(workspace, "limit=5", "cursor=" + first.get("next").asText()));
      assertThat(first.at("/items/0/email").asText()).isEqualTo("b@customer.test");
      assertThat(first.get("items")).hasSize(5);
      assertThat(next.json().get("items")).hasSize(3);
      assertThat(next.json().get("next").isNull()).isTrue();
      assertThat(next.json().at("/items/2/email").asText()).isEqualTo("a0@customer.test");

      assertThat(emails(app, list(workspace, "reason=unsubscribed")))
          .containsExactly("b@customer.test");
      assertThat(emails(app, list(workspace, "email=A", "reason=unsubscribed"))).isEmpty();
      assertThat(emails(app, list(workspace, "email=A3%40"))).containsExactly("a3@customer.test");
      assertThat(emails(app, list(workspace, "email=%25"))).isEmpty();
      var found = app.api("GET", list(workspace, "email=a", "limit=4")).json();
      assertThat(emails(
              app,
              list(
                  workspace, "email=a", "limit=4", "cursor=" + found.get("next").asText())))
          .containsExactly("a4@customer.test", "a5@customer.test", "a6@customer.test");
    });
  }

  @Test
  void everyAddressCanBeTakenOff() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (var odd : List.of(
          "a+b@customer.test", "a/b@customer.test", "a%20b@customer.test", "a?b#c@customer.test")) {
        assertThat(app.api("POST", list(workspace), Map.of("email", odd)).status())
            .as(odd)
            .isEqualTo(201);
        var encoded = URLEncoder.encode(odd, StandardCharsets.UTF_8);
        assertThat(app.api("DELETE", list(workspace) + "/" + encoded).status())
            .as(odd)
            .isEqualTo(200);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reason=spam", "limit=0", "limit=201", "limit=x", "cursor=x", "cursor=MjAyNi8x"})
  void whatIsAskedWronglyIsToldSo(String query) throws Exception {
    TestApp.run(app ->
        assertThat(app.api("GET", list(app.newWorkspace(), query)).status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"email\":\"nobody\"}",
        "{\"email\":\"a@b.test\",\"reason\":\"spam\"}",
        "{\"email\":\"a@b.test\",\"more\":1}",
        "{\"email\":7}"
      })
  void whatIsNoAddressIsNotTaken(String body) throws Exception {
    TestApp.run(app ->
        assertThat(app.api("POST", list(app.newWorkspace()), body).status()).isEqualTo(400));
  }
}

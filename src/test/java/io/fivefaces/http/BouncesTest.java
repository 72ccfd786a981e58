package io.fivefaces.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.BounceAddress;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Invariants;
import io.fivefaces.support.MailServices;
import io.fivefaces.support.Samples;
import io.fivefaces.support.ScriptedSmtp;
import io.fivefaces.support.ScriptedSmtp.Stage;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail services tell, from the webhook to the next conversation. */
class BouncesTest {

  private static final String ADA = "ada@customer.test";

  private static void run(TestApp.Check check) throws Exception {
    TestApp.run(MailServices.environment(), app -> {
      check.with(app);
      Invariants.hold(app);
    });
  }

  /** A conversation with Ada that was asked about; the key of its hand-over. */
  private static String asked(TestApp app, TestSource source, String ref) {
    app.hook(source, Samples.closedTalk(ref));
    app.withInvite(source.workspace(), ref, "sent");
    return key(app, ref);
  }

  private static String key(TestApp app, String ref) {
    return app.database()
        .value("select workspace_id || '.' || invite_id || '.' || epoch from survey_invites"
            + " where conversation_ref = '" + ref + "'");
  }

  private static Reply tell(TestApp app, String provider, String sample, String key) {
    return tell(app, provider, MailServices.sample(provider, sample, key, ADA));
  }

  private static Reply tell(TestApp app, String provider, String json) {
    var body = json.getBytes(UTF_8);
    var now = app.clock().instant();
    return switch (provider) {
      case "sendgrid" -> post(app, provider, MailServices.sendgridHeaders(body, now), body);
      case "postmark" -> post(app, provider, MailServices.postmarkHeaders(), body);
      default -> {
        var token = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
        yield mailgun(app, token, json);
      }
    };
  }

  private static Reply mailgun(TestApp app, String token, String json) {
    var signature = MailServices.mailgunSignature(token, app.clock().instant());
    var body = json.replaceFirst("\"signature\":\\{[^}]*}", signature).getBytes(UTF_8);
    return post(app, "mailgun", Map.of(), body);
  }

  private static Reply post(
      TestApp app, String provider, Map<String, String> headers, byte[] body) {
    return app.post(app.url("/bounces/" + provider), headers, body);
  }

  private static void taken(Reply reply, int accepted) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().get("accepted").asInt()).isEqualTo(accepted);
  }

  private static List<Map<String, String>> suppressions(TestApp app) {
    return app.database()
        .rows("select workspace_id, email, reason from suppressions order by 1, 2");
  }

  @ParameterizedTest
  @CsvSource({
    "sendgrid, bounced, bounced",
    "postmark, bounced-hard, bounced",
    "mailgun, bounced-permanent, bounced",
    "sendgrid, complained, complained",
    "postmark, complained, complained",
    "mailgun, complained, complained"
  })
  void aMailThatCameBackOrWasCalledSpamIsTheLastToItsReader(
      String provider, String sample, String reason) throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1");

      taken(tell(app, provider, sample, key), 1);

      var conversation = app.conversation(source.workspace(), "1");
      assertThat(conversation.at("/invite/state").asText()).isEqualTo("sent");
      assertThat(conversation.at("/invite/delivery").asText()).isEqualTo(reason);
      assertThat(conversation.at("/invite/delivery_at").asText())
          .as("not before it left, whatever the service's clock says")
          .startsWith(conversation.at("/invite/sent_at").asText().substring(0, 13));
      var listed = app.api("GET", "/api/workspaces/" + source.workspace() + "/suppressions")
          .json()
          .at("/items/0");
      assertThat(listed.get("email").asText()).isEqualTo(ADA);
      assertThat(listed.get("reason").asText()).isEqualTo(reason);
      assertThat(listed.get("provider").asText()).isEqualTo(provider);
      assertThat(listed.get("conversation").asText()).isEqualTo("1");
      assertThat(listed.get("source").asText()).isEqualTo(source.id());

      app.hook(source, Samples.closedTalk("2"));
      var next = app.judged(source.workspace(), "2");
      assertThat(next.get("reason").asText()).isEqualTo("deliverable");
      assertThat(next.at("/verdicts/5/saw").asText()).isEqualTo(ADA + ", " + reason);
      assertThat(app.mail().getReceivedMessages()).hasSize(1);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "sendgrid, accepted-blocked",
    "sendgrid, accepted-deferred",
    "postmark, accepted-soft",
    "mailgun, accepted-temporary",
    "mailgun, accepted-given-up"
  })
  void whatFailsForNowSuppressesNobody(String provider, String sample) throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1");

      taken(tell(app, provider, sample, key), 1);

      assertThat(suppressions(app)).isEmpty();
      assertThat(
              app.conversation(source.workspace(), "1").at("/invite/delivery").isNull())
          .isTrue();
      asked(app, source, "2");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted-deferred", "delivered", "bounced", "complained"})
  void whateverIsToldOfAMailNobodyKnewOfIsTheEvidenceThatItWasSent(String sample) throws Exception {
    var vertx = Vertx.vertx();
    var relay = ScriptedSmtp.start(vertx).closingAt(Stage.DOT);
    var environment = new HashMap<>(MailServices.environment());
    environment.put("FIVEFACES_SMTP_URL", "smtp://127.0.0.1:" + relay.port());
    TestApp.run(environment, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      app.hook(source, Samples.closedTalk("1"));
      app.withInvite(source.workspace(), "1", "unknown");

      taken(tell(app, "sendgrid", sample, key(app, "1")), 1);

      var invite = app.conversation(source.workspace(), "1").get("invite");
      assertThat(invite.get("state").asText()).isEqualTo("sent");
      assertThat(invite.get("reason").isNull()).isTrue();
      assertThat(invite.get("sent_at").asText())
          .isGreaterThanOrEqualTo(invite.get("due_at").asText());
      Invariants.hold(app);
    });
    relay.stop();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void inWhateverOrderAndHoweverOftenItIsToldItComesToTheSame() throws Exception {
    run(app -> {
      var ends = new HashSet<String>();
      var keys = new ArrayList<String>();
      for (int seed = 0; seed < 8; seed++) {
        keys.add(asked(app, app.newSource(app.newAskingWorkspace()), "c" + seed));
      }
      app.advance(Duration.ofDays(1));
      var told = app.clock().instant();
      for (int seed = 0; seed < 8; seed++) {
        var ref = "c" + seed;
        var reports = new ArrayList<String>();
        for (var sample : List.of(
            "delivered", "bounced", "bounced-dropped", "complained", "unsubscribed-group")) {
          for (int hours : List.of(1, 2, 2)) {
            reports.add(MailServices.sample("sendgrid", sample, keys.get(seed), ADA)
                .replace("1768473002", "" + told.minus(Duration.ofHours(hours)).getEpochSecond()));
          }
        }
        Collections.shuffle(reports, new Random(seed));

        for (var report : reports) {
          taken(tell(app, "sendgrid", report), 1);
        }

        ends.add(app.database()
            .rows(
                "select i.state, i.delivered_at, i.bounced_at, i.bounce_reason, i.complained_at, s.email, s.reason"
                    + " from survey_invites i join suppressions s on s.workspace_id = i.workspace_id"
                    + " where i.conversation_ref = '" + ref + "'")
            .toString());
      }
      assertThat(ends).hasSize(1);
      assertThat(ends.iterator().next()).contains("reason=complained");
    });
  }

  @Test
  void aBatchAsLargeAsSendGridMakesThemIsTakenWhole() throws Exception {
    run(app -> {
      var bounced = MailServices.sample(
          "sendgrid", "bounced", asked(app, app.newSource(app.newAskingWorkspace()), "1"), ADA);
      var opened = "{\"event\":\"open\",\"email\":\"bob@customer.test\",\"useragent\":\""
          + "x".repeat(300) + "\"},";

      taken(tell(app, "sendgrid", "[" + opened.repeat(2_000) + bounced.strip().substring(1)), 1);

      assertThat(suppressions(app)).hasSize(1);
    });
  }

  @Test
  void onlyTheReaderOfAMailIsSuppressedByIt() throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1");
      var other = MailServices.sample("sendgrid", "bounced", key, "bob@customer.test");

      taken(tell(app, "sendgrid", other), 0);
      taken(tell(app, "sendgrid", "bounced", "999.999.1"), 0);
      taken(tell(app, "sendgrid", "bounced", key.replaceFirst("[0-9]+$", "9")), 0);
      assertThat(suppressions(app)).isEmpty();

      var shouted = MailServices.sample("sendgrid", "bounced", key, "ADA@Customer.Test");
      taken(tell(app, "sendgrid", shouted), 1);
      assertThat(suppressions(app)).hasSize(1);
    });
  }

  @Test
  void withoutAnInviteItCountsForEveryWorkspaceThatWroteToThatAddress() throws Exception {
    run(app -> {
      var one = app.newSource(app.newAskingWorkspace());
      var two = app.newSource(app.newAskingWorkspace());
      app.newAskingWorkspace();
      asked(app, one, "1");
      asked(app, two, "2");

      taken(tell(app, "postmark", "bounced-hard", "none"), 1);
      taken(tell(app, "postmark", "delivered", "none"), 0);
      var stranger = MailServices.sample("postmark", "complained", "none", "new@customer.test");
      taken(tell(app, "postmark", stranger), 0);

      assertThat(suppressions(app))
          .extracting(row -> row.get("workspace_id"))
          .containsExactly(one.workspace(), two.workspace());
    });
  }

  @Test
  void anOwnersWordStandsAgainstABounceThatIsToldAgain() throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1");
      taken(tell(app, "sendgrid", "bounced", key), 1);

      assertThat(app.api("DELETE", "/api/workspaces/" + source.workspace() + "/suppressions/" + ADA)
              .status())
          .isEqualTo(200);
      taken(tell(app, "sendgrid", "bounced", key), 1);

      assertThat(suppressions(app)).isEmpty();
      assertThat(app.conversation(source.workspace(), "1").get("panel").asText())
          .isEqualTo("CSAT survey bounced");
    });
  }

  @Test
  void aTokenOfMailgunIsGoodOnce() throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1");
      var token = "c0ffee0123456789c0ffee0123456789c0ffee0123456789ab";

      taken(mailgun(app, token, MailServices.sample("mailgun", "delivered", key, ADA)), 1);
      var story = mailgun(app, token, MailServices.sample("mailgun", "complained", key, ADA));

      assertThat(story.status()).isEqualTo(406);
      assertThat(story.header("content-type")).isEqualTo("application/problem+json");
      assertThat(suppressions(app)).isEmpty();
      app.advance(Duration.ofHours(2));
      taken(tell(app, "mailgun", "delivered", key), 1);
      assertThat(app.database().count("select count(*) from webhook_tokens")).isEqualTo(1);
    });
  }

  @Test
  void whoIsNotBelievedIsToldWhichKeyToLookAt() throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1");
      for (var provider : List.of("sendgrid", "postmark", "mailgun")) {
        var body = MailServices.sample(provider, "complained", key, ADA).getBytes(UTF_8);
        var refused = post(app, provider, Map.of(), body);
        assertThat(refused.status()).as(provider).isEqualTo(401);
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains("bounces." + provider);
      }
      var late = MailServices.sample("sendgrid", "complained", key, ADA).getBytes(UTF_8);
      var headers = MailServices.sendgridHeaders(late, app.clock().instant().minusSeconds(600));
      assertThat(post(app, "sendgrid", headers, late).status()).isEqualTo(401);
      assertThat(suppressions(app)).isEmpty();
    });
  }

  @Test
  void whatCannotBeReadIsCountedAndNotAskedForAgain() throws Exception {
    run(app -> {
      for (var json : List.of(
          "{}",
          "[[]]",
          "[{\"event\":\"bounce\"}]",
          "nonsense",
          "[{\"event\":\"bounce\",\"event\":\"x\"}]")) {
        taken(tell(app, "sendgrid", json), 0);
      }
      taken(tell(app, "postmark", ""), 0);
      taken(
          tell(
              app,
              "postmark",
              "{\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\",\"Email\":\"a\\u0000@b.test\"}"),
          0);

      var metrics = app.request("GET", app.managementUrl("/metrics"), null).body();
      assertThat(metrics)
          .contains("fivefaces_bounces_total{outcome=\"malformed\",provider=\"sendgrid\"} 3.0")
          .contains("fivefaces_bounces_total{outcome=\"malformed\",provider=\"postmark\"} 1.0");
    });
  }

  @Test
  void whatIsToldIsKeptWithoutItsControlCharacters() throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1");
      var odd = MailServices.sample("sendgrid", "bounced", key, ADA)
          .replace("550 5.1.1 no such user", "550\\u0000 5.1.1\\r\\n" + "x".repeat(3000));

      taken(tell(app, "sendgrid", odd), 1);

      assertThat(app.conversation(source.workspace(), "1")
              .at("/invite/delivery_detail")
              .asText())
          .startsWith("550  5.1.1  xxx")
          .hasSize(500);
    });
  }

  @Test
  void aReportByMailCountsOnlyWhereItIsAddressedToWhatNobodyElseCanMakeUp() throws Exception {
    run(app -> {
      var source = app.newSource(app.newAskingWorkspace());
      var key = asked(app, source, "1").split("[.]");
      var invite = new InviteId(Integer.parseInt(key[0]), Long.parseLong(key[1]));
      var ours = BounceAddress.of(
              new EmailAddress("bounces@us.test"),
              invite,
              1,
              new Keyring(List.of(Keyring.utf8(TestApp.SECRET))))
          .text();
      var report = Files.readString(Path.of("src/test/resources/feedback/dsn/bounced.eml"));

      for (var forged : List.of("bounces@us.test", ours.replaceFirst("-....", "-zzzz"))) {
        taken(dsn(app, report.replace("TO", forged)), 0);
      }
      assertThat(suppressions(app)).isEmpty();
      assertThat(app.post(
                  app.url("/bounces/dsn"),
                  Map.of("Authorization", "Bearer wrong"),
                  report.replace("TO", ours).getBytes(UTF_8))
              .status())
          .isEqualTo(401);

      taken(dsn(app, report.replace("TO", ours)), 1);
      assertThat(app.conversation(source.workspace(), "1")
              .at("/invite/delivery_detail")
              .asText())
          .isEqualTo("smtp; 550 5.1.1 <ada@customer.test>: no such user");
      assertThat(suppressions(app)).hasSize(1);
    });
  }

  private static Reply dsn(TestApp app, String mail) {
    var headers = Map.of("Authorization", "Bearer " + MailServices.DSN_KEY);
    return app.post(app.url("/bounces/dsn"), headers, mail.getBytes(UTF_8));
  }

  @Test
  void eachIsOffUntilItsKeyIsSet() throws Exception {
    TestApp.run(app -> {
      for (var key : Map.of(
              "ses", "bounces.ses.topics",
              "sendgrid", "bounces.sendgrid.public.key",
              "postmark", "bounces.postmark.password",
              "mailgun", "bounces.mailgun.signing.key",
              "dsn", "bounces.dsn.key")
          .entrySet()) {
        var off = app.request("POST", "/bounces/" + key.getKey(), "{}");
        assertThat(off.status()).isEqualTo(404);
        assertThat(off.json().get("detail").asText()).contains(key.getValue());
      }
      assertThat(app.request("POST", "/bounces/other", "{}").status()).isEqualTo(404);
      assertThat(app.request("GET", "/bounces/ses", null).status()).isIn(404, 405);
    });
  }

  @Test
  void sesTakesNothingThatItDidNotSign() throws Exception {
    var topic =
        Map.of("FIVEFACES_BOUNCES_SES_TOPICS", "arn:aws:sns:eu-west-1:123456789012:bounces");
    TestApp.run(topic, app -> {
      assertThat(app.request("POST", "/bounces/ses", "{}").status()).isEqualTo(401);
      assertThat(app.request("POST", "/bounces/ses", "x".repeat(1_100_000)).status())
          .isEqualTo(413);
    });
  }
}

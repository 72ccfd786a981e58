package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The main job from the webhook to the number, over HTTP and SMTP, and across a restart. */
class JourneyTest {

  private static final Pattern LINK = Pattern.compile("(http://\\S+/s/\\S+)\\?score=5");

  @Test
  void aConversationIsAskedAboutAnsweredAndCounted() throws Exception {
    try (var database = new TestDatabase()) {
      var workspace = new String[1];
      TestApp.run(database, Map.of(), app -> {
        workspace[0] = app.newAskingWorkspace();
        var source = app.newSource(workspace[0]);

        var receipt = app.hook(source, Samples.closedTalk("4711"));
        assertThat(receipt.status()).isEqualTo(202);
        assertThat(receipt.body()).isEqualTo("{\"accepted\":4,\"duplicates\":0}");
        app.hook(source, Samples.closed("4712"));

        var asked = app.withInvite(workspace[0], "4711", "sent");
        assertThat(asked.get("panel").asText()).isEqualTo("CSAT survey sent, awaiting response");
        assertThat(app.judged(workspace[0], "4712").get("reason").asText())
            .isEqualTo("two_messages");

        var link = link(app);
        assertThat(app.request("GET", link + "?score=4", null).status()).isEqualTo(200);
        assertThat(app.conversation(workspace[0], "4711").get("response").isNull())
            .isTrue();

        var answer = app.answer(link, 5, "Great work");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(app.request("POST", link, "{\"score\":1}", "content-type", "application/json")
                .status())
            .isEqualTo(409);

        var answered = app.conversation(workspace[0], "4711");
        assertThat(answered.get("panel").asText()).isEqualTo("CSAT 5/5");
        assertThat(answered.at("/response/comment").asText()).isEqualTo("Great work");
        seesTheScore(app, workspace[0]);
      });
      TestApp.run(database, Map.of(), app -> {
        assertThat(app.conversation(workspace[0], "4711").get("panel").asText())
            .isEqualTo("CSAT 5/5");
        seesTheScore(app, workspace[0]);
        assertThat(app.mail().getReceivedMessages()).isEmpty();
      });
    }
  }

  private static void seesTheScore(TestApp app, String workspace) {
    var stats = app.until(
        "the day is counted",
        () -> app.api("GET", "/api/workspaces/" + workspace + "/stats/csat?days=7")
            .json(),
        json -> json.at("/current/responses").asInt() == 1
            && json.at("/current/closed").asInt() == 2);
    var current = stats.get("current");
    assertThat(current.get("invites_sent").asInt()).isEqualTo(1);
    assertThat(current.get("response_rate").asDouble()).isEqualTo(1.0);
    assertThat(current.get("cohort_response_rate").asDouble()).isEqualTo(1.0);
    assertThat(current.get("average").asDouble()).isEqualTo(5.0);
    assertThat(current.get("promoter_percent").asDouble()).isEqualTo(100.0);
    assertThat(current.get("send_rate").asDouble()).isEqualTo(0.5);
    assertThat(stats.at("/previous/average").isNull()).isTrue();
    assertThat(stats.at("/distribution/5").asInt()).isEqualTo(1);
    assertThat(stats.at("/agents/0/agent").asText()).isEqualTo("Bo");
    assertThat(stats.at("/recent/0/comment").asText()).isEqualTo("Great work");
    assertThat(stats.get("gates").findValuesAsText("gate"))
        .startsWith("master_switch", "channel_switch", "closed");
    assertThat(stats.at("/gates/3/stopped").asInt()).isEqualTo(1);
  }

  private static String link(TestApp app) throws Exception {
    assertThat(app.mail().waitForIncomingEmail(10_000, 1)).isTrue();
    MimeMessage message = app.mail().getReceivedMessages()[0];
    assertThat(message.getSubject()).isNotBlank();
    var text =
        ((MimeMultipart) message.getContent()).getBodyPart(0).getContent().toString();
    var match = LINK.matcher(text);
    assertThat(match.find()).as(GreenMailUtil.getWholeMessage(message)).isTrue();
    return match.group(1);
  }
}

package io.fivefaces.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.fivefaces.config.Config;
import io.fivefaces.config.Config.Smtp.Encryption;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Survey;
import io.vertx.core.Vertx;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What arrives at a real SMTP server, read by a parser that is not ours. */
class EmailChannelTest {

  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort()).withPerMethodLifecycle(false);

  private static final Vertx VERTX = Vertx.vertx();

  private static Postman postman;

  @BeforeAll
  static void start() throws Exception {
    var relay =
        new Config.Smtp("127.0.0.1", SERVER.getSmtp().getPort(), Encryption.OPTIONAL, "", "");
    postman = new SmtpPostman(
        VERTX, relay, Duration.ofSeconds(10), Signatory.NOBODY, InstantSource.system());
  }

  @BeforeEach
  void purge() throws Exception {
    SERVER.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  static void stop() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  @Test
  void arrivesAsTextAndHtml() throws Exception {
    var mail = received(Surveys.known());

    var parts = (MimeMultipart) mail.getContent();
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain; charset=utf-8");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html; charset=utf-8");
    assertThat(lines(parts.getBodyPart(0).getContent()))
        .isEqualTo(lines(Surveys.known().mail().text()));
    assertThat(lines(parts.getBodyPart(1).getContent()))
        .isEqualTo(lines(Surveys.known().mail().html()));
  }

  @Test
  void carriesItsHeaders() throws Exception {
    var mail = received(Surveys.known().from("Lumen, Inc.", "care@lumen.test"));

    assertThat(mail.getFrom())
        .containsExactly(new InternetAddress("care@lumen.test", "Lumen, Inc."));
    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("ada@customer.test"));
    assertThat(mail.getHeader("Message-ID")).containsExactly("<3.417.1@lumen.test>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("X-Fivefaces-Invite")).containsExactly("3.417.1");
    assertThat(mail.getSubject()).isEqualTo("How did we do with \"Invoice 88\"?");
    assertThat(mail.getSentDate()).isNotNull();
  }

  @Test
  void emojiAndUmlautsSurvive() throws Exception {
    var mail = received(Surveys.known()
        .workspace("Ünïcörn 🦄")
        .about(
            "Größenänderung 👩‍🚒 der Rechnung für die Straße nach Überlingen – sehr dringend 🔥🔥🔥")
        .customer("Zoë 🏴󠁧󠁢󠁳󠁣󠁴󠁿"));

    assertThat(mail.getSubject())
        .isEqualTo(
            "How did we do with \"Größenänderung 👩‍🚒 der Rechnung für die Straße nach Überlingen – sehr dringend 🔥🔥🔥\"?");
    assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Ünïcörn 🦄");
    assertThat(text(mail)).startsWith("Hi Zoë 🏴󠁧󠁢󠁳󠁣󠁴󠁿,");
  }

  @Test
  void anAddressThatCannotBeWrittenToIsRefused() throws Exception {
    var usual = Surveys.known().survey();
    var survey = new Survey(
        usual.invite(),
        Kind.CSAT,
        usual.conversation(),
        1,
        ChannelName.EMAIL,
        "Lumen",
        usual.settings(),
        usual.language(),
        new EmailAddress("ada\0@customer.test>\r\nRCPT TO:<evil@evil.test"),
        null,
        null,
        null,
        usual.link(),
        null,
        null);

    assertThat(handOver(survey)).isInstanceOf(HandOver.Refused.class);
    assertThat(SERVER.getReceivedMessages()).isEmpty();
  }

  @Test
  void isOneOfThreeChannels() {
    var channels =
        Channels.all(mail -> null, Surveys.LETTERHEAD, new SlackChannel(null, null, null));

    assertThat(channels).containsOnlyKeys(ChannelName.values());
  }

  private static MimeMessage received(Surveys surveys) throws Exception {
    assertThat(handOver(surveys.survey())).isEqualTo(new HandOver.Accepted(null));
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    return SERVER.getReceivedMessages()[0];
  }

  private static HandOver handOver(Survey survey) throws Exception {
    return new EmailChannel(postman, Surveys.LETTERHEAD)
        .handOver(survey)
        .toCompletionStage()
        .toCompletableFuture()
        .get(15, SECONDS);
  }

  private static String text(MimeMessage mail) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
  }

  private static List<String> lines(Object text) {
    return text.toString().strip().lines().toList();
  }
}

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
import io.fivefaces.domain.Survey;
import io.vertx.core.Vertx;
import jakarta.mail.Header;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives at a real SMTP server, read by a parser that is not ours. */
class EmailChannelTest {

  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort()).withPerMethodLifecycle(false);

  private static final Vertx VERTX = Vertx.vertx();

  private static final String ALL =
      "{{customer_name}} {{ticket_subject}} {{workspace_name}} {{operator_name}}";
  private static final Surveys EVERYWHERE = Surveys.known().subjectTemplate(ALL).introTemplate(ALL);

  private static Postman postman;
  private static MimeMessage harmless;

  @BeforeAll
  static void start() throws Exception {
    var relay =
        new Config.Smtp("127.0.0.1", SERVER.getSmtp().getPort(), Encryption.OPTIONAL, "", "");
    postman = new SmtpPostman(VERTX, relay, Duration.ofSeconds(10), InstantSource.system());
    harmless = received(EVERYWHERE);
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

  private static final List<String> INJECTIONS = List.of(
      "x\r\nBcc: evil@evil.test",
      "x\nBcc: evil@evil.test",
      "x\rBcc: evil@evil.test",
      "x\0Bcc: evil@evil.test",
      "x\u2028Bcc: evil@evil.test",
      "=?utf-8?B?eA0KQmNjOiBldmlsQGV2aWwudGVzdA==?=",
      "<script>alert(1)</script>",
      "\"><img src=x onerror='alert(1)'> <evil@evil.test>,",
      "x\u202egpj.exe");

  private static final Map<String, BiFunction<Surveys, String, Surveys>> PLACES = Map.of(
      "customer name", Surveys::customer,
      "ticket subject", Surveys::about,
      "workspace name", Surveys::workspace,
      "operator", Surveys::operatedBy,
      "sender name", (surveys, value) -> surveys.from(value, "care@lumen.test"),
      "subject template", Surveys::subjectTemplate,
      "intro template", Surveys::introTemplate);

  static Stream<Arguments> attacks() {
    return PLACES.keySet().stream()
        .flatMap(place -> INJECTIONS.stream().map(injection -> Arguments.of(place, injection)))
        .filter(attack ->
            isTakenBySettings((String) attack.get()[0], (String) attack.get()[1]));
  }

  private static boolean isTakenBySettings(String place, String value) {
    try {
      PLACES.get(place).apply(Surveys.known(), value).survey();
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @ParameterizedTest(name = "{0}: {index}")
  @MethodSource("attacks")
  void noValueBecomesAHeaderARecipientOrMarkup(String place, String injection) throws Exception {
    var attacked = received(PLACES.get(place).apply(EVERYWHERE, injection));

    assertThat(headerNames(attacked)).isEqualTo(headerNames(harmless));
    assertThat(attacked.getAllRecipients())
        .containsExactly(new InternetAddress("ada@customer.test"));
    assertThat(attacked.getFrom()).hasSize(1);
    assertThat(((InternetAddress) attacked.getFrom()[0]).getAddress())
        .isIn("no-reply@surveys.test", "care@lumen.test");
    assertThat(attacked.getSubject() + attacked.getFrom()[0] + text(attacked) + html(attacked))
        .doesNotContain("\u202e", "\u2028", "\0");
    assertThat(tags(html(attacked))).isEqualTo(tags(html(harmless)));
  }

  @Test
  void anAddressThatCannotBeWrittenToIsRefused() throws Exception {
    var usual = Surveys.known().survey();
    var survey = new Survey(
        usual.invite(),
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
  void isAChannelBesideThatOfSlack() {
    assertThat(Channels.all(mail -> null, Surveys.SENDER, new SlackChannel(null, null, null)))
        .containsOnlyKeys(ChannelName.EMAIL, ChannelName.SLACK);
  }

  private static MimeMessage received(Surveys surveys) throws Exception {
    assertThat(handOver(surveys.survey())).isEqualTo(new HandOver.Accepted(null));
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    return SERVER.getReceivedMessages()[0];
  }

  private static HandOver handOver(Survey survey) throws Exception {
    return new EmailChannel(postman, Surveys.SENDER)
        .handOver(survey)
        .toCompletionStage()
        .toCompletableFuture()
        .get(15, SECONDS);
  }

  private static List<String> headerNames(MimeMessage mail) throws Exception {
    return Collections.list(mail.getAllHeaders()).stream()
        .map(Header::getName)
        .sorted()
        .toList();
  }

  private static String text(MimeMessage mail) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
  }

  private static String html(MimeMessage mail) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
  }

  /** The names of all elements in order, without the paragraphs and breaks that a template may choose. */
  private static List<String> tags(String html) {
    return Pattern.compile("<\\s*/?\\s*([a-zA-Z!][a-zA-Z0-9]*)")
        .matcher(html)
        .results()
        .map(tag -> tag.group(1))
        .filter(tag -> !tag.equals("br"))
        .toList();
  }

  private static List<String> lines(Object text) {
    return text.toString().strip().lines().toList();
  }
}

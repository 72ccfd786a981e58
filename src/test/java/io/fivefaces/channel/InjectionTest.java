package io.fivefaces.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.fivefaces.config.Config;
import io.fivefaces.config.Config.Smtp.Encryption;
import io.fivefaces.domain.HandOver;
import io.vertx.core.Vertx;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.parser.ParserDelegator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever people and chat systems write into the seven places of a mail, it stays text: sent to a real SMTP server,
 * read back by parsers that are not ours, and compared with a mail that nobody attacked.
 */
class InjectionTest {

  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort()).withPerMethodLifecycle(false);

  private static final Vertx VERTX = Vertx.vertx();
  private static final Pattern LINK = Pattern.compile("https://\\S+");
  private static final String ALL =
      "{{customer_name}} {{ticket_subject}} {{workspace_name}} {{operator_name}}";
  private static final Surveys USUAL =
      Surveys.known().from("Lumen Care", "care@lumen.test").subjectTemplate(ALL).introTemplate(ALL);

  private static final Map<String, String> INJECTIONS = new LinkedHashMap<>();

  static {
    INJECTIONS.put("CRLF and a header", "x\r\nBcc: evil@evil.test\r\n\r\nbody");
    INJECTIONS.put("a bare LF", "x\nBcc: evil@evil.test\n\nbody");
    INJECTIONS.put("a bare CR", "x\rBcc: evil@evil.test\r\rbody");
    INJECTIONS.put("NUL", "x\0Bcc: evil@evil.test");
    INJECTIONS.put(
        "Unicode's own line ends", "x\u2028Bcc: evil@evil.test\u2029\u0085\u000b\u000cbody");
    INJECTIONS.put(
        "markup", "</title></style><script>alert(1)</script><!--<img src=x onerror=alert(1)>]]>");
    INJECTIONS.put(
        "quotes", "\"'` onmouseover=\"alert(1)\" style='x' <evil@evil.test>, evil@evil.test; (");
    INJECTIONS.put("a variable", "{{customer_name}} {{{{operator_name}}}} ${7*7} {{evil}}");
    INJECTIONS.put(
        "encoded words, direction and length",
        "=?utf-8?B?eA0KQmNjOiBldmlsQGV2aWwudGVzdA==?= \u202egpj.exe\u2066\u200b\ufeff \ud83d"
            + "ä".repeat(30));
  }

  private static final Map<String, BiFunction<Surveys, String, Surveys>> PLACES = Map.of(
      "workspace name", Surveys::workspace,
      "sender name", (surveys, value) -> surveys.from(value, "care@lumen.test"),
      "customer name", Surveys::customer,
      "ticket subject", Surveys::about,
      "operator name", Surveys::operatedBy,
      "subject template", Surveys::subjectTemplate,
      "intro template", Surveys::introTemplate);

  /** What no settings can hold, so that no such mail can be asked for; all others are sent. */
  private static final Map<String, Set<String>> REFUSED = Map.of(
      "sender name", Set.of("CRLF and a header", "a bare LF", "a bare CR", "NUL"),
      "subject template", Set.of("CRLF and a header", "a bare LF", "a bare CR", "NUL"),
      "intro template", Set.of("NUL"));

  private static EmailChannel channel;
  private static MimeMessage usual;

  @BeforeAll
  static void start() throws Exception {
    var relay =
        new Config.Smtp("127.0.0.1", SERVER.getSmtp().getPort(), Encryption.OPTIONAL, "", "");
    var postman = new SmtpPostman(
        VERTX, relay, Duration.ofSeconds(10), Signatory.NOBODY, InstantSource.system());
    channel = new EmailChannel(postman, Surveys.LETTERHEAD);
    usual = received(USUAL);
  }

  @BeforeEach
  void purge() throws Exception {
    SERVER.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  static void stop() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  static Stream<Arguments> attacks() {
    return new TreeSet<>(PLACES.keySet())
        .stream()
            .flatMap(place ->
                INJECTIONS.keySet().stream().map(injection -> Arguments.of(injection, place)));
  }

  @ParameterizedTest(name = "{0} in the {1}")
  @MethodSource("attacks")
  void staysText(String injection, String place) throws Exception {
    var attack = PLACES.get(place).apply(USUAL, INJECTIONS.get(injection));
    if (REFUSED.getOrDefault(place, Set.of()).contains(injection)) {
      assertThatThrownBy(attack::survey).isInstanceOf(IllegalArgumentException.class);
      return;
    }

    var attacked = received(attack);

    assertThat(headerNames(attacked)).isEqualTo(headerNames(usual));
    assertThat(rawHeaderNames(attacked)).isEqualTo(rawHeaderNames(usual));
    assertThat(attacked.getAllRecipients())
        .containsExactly(new InternetAddress("ada@customer.test"));
    assertThat(attacked.getFrom())
        .singleElement()
        .extracting(from -> ((InternetAddress) from).getAddress())
        .isEqualTo("care@lumen.test");
    assertThat(attacked.getSubject() + attacked.getFrom()[0] + text(attacked) + html(attacked))
        .doesNotContain("\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\u2029", "\0", "\u0085");
    assertThat(elements(html(attacked))).isEqualTo(elements(html(usual)));
    assertThat(links(text(attacked))).isEqualTo(links(text(usual)));
    assertThat(linesAfterTheIntro(attacked, place)).isEqualTo(linesAfterTheIntro(usual, place));
  }

  private static MimeMessage received(Surveys surveys) throws Exception {
    var outcome = channel
        .handOver(surveys.survey())
        .toCompletionStage()
        .toCompletableFuture()
        .get(15, SECONDS);
    assertThat(outcome).isEqualTo(new HandOver.Accepted(null));
    assertThat(SERVER.getReceivedMessages()).as("one recipient, one mail").hasSize(1);
    return SERVER.getReceivedMessages()[0];
  }

  private static List<String> headerNames(MimeMessage mail) throws Exception {
    return Collections.list(mail.getAllHeaders()).stream()
        .map(header -> header.getName())
        .sorted()
        .toList();
  }

  /** The same, by whoever takes every line for a header that does not begin with a space. */
  private static List<String> rawHeaderNames(MimeMessage mail) throws Exception {
    var bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    var raw = bytes.toString(StandardCharsets.ISO_8859_1);
    return Arrays.stream(raw.substring(0, raw.indexOf("\r\n\r\n")).split("\r\n|\n|\r"))
        .filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
        .map(line -> line.replaceFirst(":.*", ""))
        .sorted()
        .toList();
  }

  private static String text(MimeMessage mail) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
  }

  private static String html(MimeMessage mail) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
  }

  private static List<String> links(String text) {
    return LINK.matcher(text).results().map(match -> match.group()).toList();
  }

  /** The lines of the text part from the first face on, but for the workspace's name, where that was attacked. */
  private static List<String> linesAfterTheIntro(MimeMessage mail, String place) throws Exception {
    var text = text(mail).replace("\r\n", "\n");
    var lines =
        new ArrayList<>(text.substring(text.indexOf("😡 1")).strip().lines().toList());
    if (place.equals("workspace name")) {
      lines.remove(lines.indexOf("-- ") + 1);
    }
    return lines;
  }

  /** Every element with its attributes, in order; not the breaks and paragraphs that a template may choose. */
  private static List<String> elements(String html) throws IOException {
    var elements = new ArrayList<String>();
    var callback = new HTMLEditorKit.ParserCallback() {
      @Override
      public void handleStartTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
        element(tag, attributes);
      }

      @Override
      public void handleSimpleTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
        element(tag, attributes);
      }

      private void element(HTML.Tag tag, MutableAttributeSet attributes) {
        if (tag != HTML.Tag.BR && tag != HTML.Tag.P) {
          var names = new TreeSet<String>();
          Collections.list(attributes.getAttributeNames())
              .forEach(name -> names.add(name.toString()));
          elements.add(tag + " " + names);
        }
      }
    };
    new ParserDelegator().parse(new StringReader(html), callback, true);
    assertThat(elements).hasSizeGreaterThan(30);
    return elements;
  }
}

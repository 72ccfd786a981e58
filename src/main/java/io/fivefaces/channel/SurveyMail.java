package io.fivefaces.channel;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.fivefaces.domain.Color;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Survey;
import io.fivefaces.domain.Wording;
import io.fivefaces.templates.JteSurveyMailGenerated;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Composes the mail that asks: a function of the survey and nothing else. */
final class SurveyMail {

  /** An introduction and the language it is written in. */
  record Intro(Language language, List<String> paragraphs) {}

  /** With these no client cuts the mail off, whatever the templates and values are. */
  private static final int LONGEST_INTRO = 2500;

  private static final int MOST_LINES = 80;

  private final Survey survey;
  private final Kind kind;
  private final Wording wording;
  private final Postage postage;
  private final String workspace;
  private final String customer;
  private final String about;
  private final String operator;

  private SurveyMail(Survey survey, Postage postage) {
    this.survey = survey;
    this.postage = postage;
    this.kind = survey.kind();
    this.wording = Wording.in(survey.language());
    this.workspace = value(survey.workspaceName(), 100, wording.text("mail.workspace"));
    this.customer = value(survey.customerName(), 80, "");
    this.about = value(survey.subject(), 120, "");
    this.operator = value(survey.operator(), 80, "");
  }

  /** The mail of a survey; the same survey makes the same mail. */
  static Mail of(Survey survey, Postage postage) {
    return new SurveyMail(survey, postage).mail();
  }

  private Mail mail() {
    var subject = subject();
    var intro = intro();
    return new Mail(
        survey.invite().workspace(),
        value(survey.settings().senderName(), 100, workspace),
        postage.from(),
        survey.recipient(),
        postage.envelope(),
        postage.messageId(),
        subject,
        postage.headers(),
        text(intro),
        html(subject, intro));
  }

  private String subject() {
    var template = survey.settings().subjectTemplate(kind);
    var filled = HeaderText.clean(
        template.isBlank()
            ? wording.text(kind, usualSubject(), values(wording))
            : written().fill(template, values(written())));
    return HeaderText.shortened(filled.isEmpty() ? nothingLeft() : filled, 200);
  }

  private String usualSubject() {
    return kind == Kind.NPS || about.isEmpty() ? "mail.subject" : "mail.subject_about";
  }

  private String nothingLeft() {
    return HeaderText.clean(wording.text(kind, "mail.subject", values(wording)));
  }

  /** The paragraphs of the introduction, whose lines are those of the template: no value adds one. */
  private Intro intro() {
    var template = survey.settings().introTemplate(kind);
    if (template.isBlank()) {
      return new Intro(survey.language(), usualIntro());
    }
    var values = values(written());
    var filled = template
        .lines()
        .limit(MOST_LINES)
        .map(HeaderText::clean)
        .map(line -> written().fill(line, values))
        .collect(Collectors.joining("\n"));
    var shortened = HeaderText.shortened(filled.strip(), LONGEST_INTRO);
    return new Intro(written().language(), List.of(shortened.split("\n{2,}")));
  }

  private List<String> usualIntro() {
    var hello = customer.isEmpty() ? "mail.hello" : "mail.hello_name";
    var values = values(wording);
    return List.of(
        wording.text(hello, values),
        wording.text(kind, usualQuestion(), values),
        wording.text(kind, "mail.choose", values));
  }

  private String usualQuestion() {
    return switch (kind) {
      case CSAT ->
        "mail.question" + (operator.isEmpty() ? "" : "_by") + (about.isEmpty() ? "" : "_about");
      case NPS -> "mail.question";
    };
  }

  private String reason() {
    return wording.text(kind, "mail.reason", Map.of("workspace_name", workspace));
  }

  /** A workspace writes its templates in its own language, whoever reads them. */
  private Wording written() {
    return Wording.in(Language.of(survey.settings().locale()).orElse(Language.ENGLISH));
  }

  /** The four variables, with words of a language for what is unknown. */
  private Map<String, String> values(Wording words) {
    return Map.of(
        "customer_name",
        customer.isEmpty() ? words.text("mail.customer_name") : customer,
        "ticket_subject",
        about.isEmpty() ? words.text("mail.ticket_subject") : about,
        "workspace_name",
        workspace,
        "operator_name",
        operator.isEmpty() ? words.text("mail.operator_name") : operator);
  }

  private String text(Intro intro) {
    var buttons = kind.scores().stream()
        .map(score -> label(score) + "\n" + survey.link() + "?score=" + score)
        .collect(Collectors.joining("\n\n"));
    return String.join("\n\n", intro.paragraphs())
        + "\n\n"
        + buttons
        + "\n\n"
        + wording.text("mail.next")
        + "\n\n-- \n"
        + reason()
        + "\n"
        + wording.text("mail.unsubscribe")
        + ": "
        + postage.unsubscribe()
        + "\n";
  }

  private String html(String subject, Intro intro) {
    var html = new StringOutput();
    JteSurveyMailGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        kind,
        wording,
        subject,
        workspace,
        survey.settings().logoUrl(),
        Color.parse(survey.settings().brandColor()),
        intro.language(),
        intro.paragraphs(),
        survey.link(),
        reason(),
        postage.unsubscribe());
    return html.toString();
  }

  private String label(int score) {
    var face = kind == Kind.CSAT ? Rating.of(score).map(Rating::face).orElse("") : "";
    return (face + " " + score + " " + wording.word(kind, score)).strip();
  }

  private static String value(String text, int longest, String otherwise) {
    var cleaned = text == null ? "" : HeaderText.shortened(HeaderText.clean(text), longest);
    return cleaned.isEmpty() ? otherwise : cleaned;
  }
}

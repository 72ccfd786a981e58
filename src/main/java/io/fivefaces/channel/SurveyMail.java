package io.fivefaces.channel;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.fivefaces.domain.Color;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Survey;
import io.fivefaces.domain.Template;
import io.fivefaces.domain.Wording;
import io.fivefaces.templates.JteSurveyMailGenerated;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Composes the mail that asks: a function of the survey and nothing else. */
final class SurveyMail {

  private static final String SUBJECT = "How did we do?";
  private static final String SUBJECT_ABOUT = "How did we do with \"{{ticket_subject}}\"?";
  private static final String INTRO = """
      Hi {{customer_name}},

      How was your conversation with {{operator_name}}? Choose a face: it takes a few seconds and helps us do better.""";
  private static final String INTRO_ABOUT = """
      Hi {{customer_name}},

      How did {{operator_name}} do with “{{ticket_subject}}”? Choose a face: it takes a few seconds and helps us do better.""";

  /** With these no client cuts the mail off, whatever the templates and values are. */
  private static final int LONGEST_INTRO = 2500;

  private static final int MOST_LINES = 80;

  private final Survey survey;
  private final Postage postage;
  private final String workspace;
  private final String about;
  private final Map<String, String> values;

  private SurveyMail(Survey survey, Postage postage) {
    this.survey = survey;
    this.postage = postage;
    this.workspace = value(survey.workspaceName(), 100, "Support");
    this.about = value(survey.subject(), 120, "");
    this.values = Map.of(
        "customer_name",
        value(survey.customerName(), 80, "there"),
        "ticket_subject",
        about.isEmpty() ? "your request" : about,
        "workspace_name",
        workspace,
        "operator_name",
        value(survey.operator(), 80, "our team"));
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
    var template =
        chosen(survey.settings().subjectTemplate(), about.isEmpty() ? SUBJECT : SUBJECT_ABOUT);
    var filled = HeaderText.clean(Template.fill(template, values));
    return HeaderText.shortened(filled.isEmpty() ? SUBJECT : filled, 200);
  }

  /** The paragraphs of the introduction, whose lines are those of the template: no value adds one. */
  private List<String> intro() {
    var template = chosen(survey.settings().introTemplate(), about.isEmpty() ? INTRO : INTRO_ABOUT);
    var filled = template
        .lines()
        .limit(MOST_LINES)
        .map(line -> HeaderText.clean(Template.fill(line, values)))
        .collect(Collectors.joining("\n"));
    return Stream.of(HeaderText.shortened(filled.strip(), LONGEST_INTRO).split("\n{2,}"))
        .toList();
  }

  private String text(List<String> intro) {
    var buttons = Rating.ALL.stream()
        .map(rating ->
            "%s %d %s\n%s".formatted(rating.face(), rating.score(), rating.word(), link(rating)))
        .collect(Collectors.joining("\n\n"));
    return String.join("\n\n", intro)
        + "\n\n"
        + buttons
        + "\n\nEach link opens a page where you can add a comment and send your answer."
        + "\nIt works once, within 30 days."
        + "\n\n-- \n"
        + workspace
        + "\nYou receive this mail because your support conversation has ended.\n"
        + Wording.in(survey.language()).text("mail.unsubscribe")
        + ": "
        + postage.unsubscribe()
        + "\n";
  }

  private String html(String subject, List<String> intro) {
    var html = new StringOutput();
    JteSurveyMailGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        subject,
        workspace,
        survey.settings().logoUrl(),
        Color.parse(survey.settings().brandColor()),
        intro,
        survey.link(),
        postage.unsubscribe(),
        Wording.in(survey.language()).text("mail.unsubscribe"));
    return html.toString();
  }

  private String link(Rating rating) {
    return survey.link() + "?score=" + rating.score();
  }

  private static String value(String text, int longest, String otherwise) {
    var cleaned = text == null ? "" : HeaderText.shortened(HeaderText.clean(text), longest);
    return cleaned.isEmpty() ? otherwise : cleaned;
  }

  private static String chosen(String template, String otherwise) {
    return template.isBlank() ? otherwise : template;
  }
}

package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Survey;
import java.util.List;
import java.util.Optional;

/** A survey to send, of which a test says only what matters. */
record Surveys(
    String workspaceName,
    String customerName,
    String subject,
    String operator,
    String senderName,
    String senderEmail,
    String subjectTemplate,
    String introTemplate,
    String logoUrl) {

  static final EmailAddress SENDER = new EmailAddress("no-reply@surveys.test");
  static final Keyring KEYS =
      new Keyring(List.of(Keyring.utf8("a-master-key-for-tests-0123456789")));
  static final Letterhead LETTERHEAD =
      new Letterhead(SENDER, Optional.empty(), "https://surveys.test", KEYS);
  static final EmailAddress ADA = new EmailAddress("ada@customer.test");
  static final String LINK = "https://surveys.test/s/" + "Tk9f-_A1".repeat(18);

  /** A customer, a subject and an operator that are known; settings as they come. */
  static Surveys known() {
    return new Surveys("Lumen", "Ada", "Invoice 88", "Bo", "", "", "", "", "");
  }

  /** Nothing known but the workspace. */
  static Surveys anonymous() {
    return new Surveys("Lumen", null, null, null, "", "", "", "", "");
  }

  Surveys workspace(String value) {
    return new Surveys(
        value,
        customerName,
        subject,
        operator,
        senderName,
        senderEmail,
        subjectTemplate,
        introTemplate,
        logoUrl);
  }

  Surveys customer(String value) {
    return new Surveys(
        workspaceName,
        value,
        subject,
        operator,
        senderName,
        senderEmail,
        subjectTemplate,
        introTemplate,
        logoUrl);
  }

  Surveys about(String value) {
    return new Surveys(
        workspaceName,
        customerName,
        value,
        operator,
        senderName,
        senderEmail,
        subjectTemplate,
        introTemplate,
        logoUrl);
  }

  Surveys operatedBy(String value) {
    return new Surveys(
        workspaceName,
        customerName,
        subject,
        value,
        senderName,
        senderEmail,
        subjectTemplate,
        introTemplate,
        logoUrl);
  }

  Surveys from(String name, String email) {
    return new Surveys(
        workspaceName,
        customerName,
        subject,
        operator,
        name,
        email,
        subjectTemplate,
        introTemplate,
        logoUrl);
  }

  Surveys subjectTemplate(String value) {
    return new Surveys(
        workspaceName,
        customerName,
        subject,
        operator,
        senderName,
        senderEmail,
        value,
        introTemplate,
        logoUrl);
  }

  Surveys introTemplate(String value) {
    return new Surveys(
        workspaceName,
        customerName,
        subject,
        operator,
        senderName,
        senderEmail,
        subjectTemplate,
        value,
        logoUrl);
  }

  Surveys logo(String value) {
    return new Surveys(
        workspaceName,
        customerName,
        subject,
        operator,
        senderName,
        senderEmail,
        subjectTemplate,
        introTemplate,
        value);
  }

  Survey survey() {
    return survey(Language.ENGLISH);
  }

  Survey survey(Language language) {
    return survey(Kind.CSAT, language);
  }

  /** A survey of a kind, whose mail has the templates. */
  Survey survey(Kind kind, Language language) {
    boolean nps = kind == Kind.NPS;
    var usual = Settings.DEFAULT;
    var settings = new Settings(
        true,
        true,
        false,
        false,
        false,
        usual.trigger(),
        usual.sendDelay(),
        false,
        nps ? "" : subjectTemplate,
        nps ? "" : introTemplate,
        usual.brandColor(),
        logoUrl,
        senderName,
        senderEmail,
        usual.locale(),
        usual.slackRespondents(),
        usual.npsSpreadDays(),
        nps ? subjectTemplate : "",
        nps ? introTemplate : "",
        usual.contactGapDays(),
        false);
    return new Survey(
        new InviteId(3, 417),
        kind,
        new ConversationId(3, 1, "4711"),
        1,
        ChannelName.EMAIL,
        workspaceName,
        settings,
        language,
        ADA,
        customerName,
        subject,
        operator,
        LINK,
        null,
        null);
  }

  Mail mail() {
    return mail(Language.ENGLISH);
  }

  Mail mail(Language language) {
    return LETTERHEAD.mail(survey(language));
  }

  /** The mail that asks for NPS. */
  Mail nps(Language language) {
    return LETTERHEAD.mail(survey(Kind.NPS, language));
  }
}

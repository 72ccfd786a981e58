package io.fivefaces.http;

import io.fivefaces.channel.Mail;
import io.fivefaces.domain.DkimKey;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Workspace;
import io.fivefaces.json.Json;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mail that asks, before it asks: what it looks like, a test of it, and what signs it. */
final class MailRoutes {

  private static final String MAIL = "/api/workspaces/:ws/mail";
  private static final EmailAddress NOBODY = new EmailAddress("ada@customer.example");

  private final MailDesk desk;
  private final Access access;

  MailRoutes(MailDesk desk, Access access) {
    this.desk = desk;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get(MAIL + "/dkim")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::dkim));
    router
        .post(MAIL + "/preview")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::preview));
    router
        .post(MAIL + "/test")
        .handler(access.needs(Permission.ADMINISTRATION))
        .handler(Reply.ok(this::test));
  }

  /** Settings of the mail that need not be saved; null means the saved one. */
  private record Draft(
      String subjectTemplate,
      String introTemplate,
      String npsSubjectTemplate,
      String npsIntroTemplate,
      String brandColor,
      String logoUrl,
      String senderName,
      String locale) {

    /** The saved settings with this draft laid over them. */
    Settings over(Settings saved) {
      var fields = new LinkedHashMap<String, String>();
      fields.put("subject_template", subjectTemplate);
      fields.put("intro_template", introTemplate);
      fields.put("nps_subject_template", npsSubjectTemplate);
      fields.put("nps_intro_template", npsIntroTemplate);
      fields.put("brand_color", brandColor);
      fields.put("logo_url", logoUrl);
      fields.put("sender_name", senderName);
      fields.put("locale", locale);
      fields.values().removeIf(value -> value == null);
      return Json.merge(saved, Json.write(fields), Settings.class);
    }
  }

  private record Test(String to, Draft draft) {}

  private record Preview(String subject, String from, String html, String text) {}

  private record Sent(String to, boolean sent, String reason) {}

  private record Signature(String domain, String selector, String name, String type, String value) {
    static Signature of(DkimKey key) {
      return new Signature(
          key.domain(), key.selector(), key.recordName(), "TXT", key.recordValue());
    }
  }

  private Future<Signature> dkim(RoutingContext context) {
    return access
        .workspace(context)
        .compose(workspace ->
            desk.dkimKeys().of(workspace.id(), desk.letterhead().sender(workspace.settings())))
        .map(Signature::of);
  }

  private Future<Preview> preview(RoutingContext context) {
    var kind = KindParameter.of(context).orElse(Kind.CSAT);
    var draft = Body.json(context, Draft.class);
    return access.workspace(context).map(workspace -> {
      var mail = sample(workspace, draft, kind, NOBODY);
      return new Preview(
          mail.subject(),
          mail.fromName() + " <" + mail.from().text() + ">",
          mail.html(),
          mail.text());
    });
  }

  private Future<Sent> test(RoutingContext context) {
    var kind = KindParameter.of(context).orElse(Kind.CSAT);
    var wanted = Body.json(context, Test.class);
    var to = EmailAddress.parse(wanted.to() == null ? Access.who(context) : wanted.to())
        .orElseThrow(() -> Problem.badRequest("'to' is the email address that the test goes to."));
    return access.workspace(context).compose(workspace -> {
      var mail = sample(workspace, wanted.draft(), kind, to);
      if (!desk.tests().allows(Integer.toString(workspace.id()))) {
        throw Problem.tooMany("A workspace may send a few test mails a minute.", 60);
      }
      return desk.audit()
          .put(workspace.id(), Access.who(context), "test mail", Map.of("to", to.text()))
          .compose(kept -> desk.postman().post(mail))
          .map(outcome -> sent(to, outcome));
    });
  }

  private Mail sample(Workspace workspace, Draft draft, Kind kind, EmailAddress to) {
    var settings = draft == null ? workspace.settings() : draft.over(workspace.settings());
    return desk.letterhead().sample(workspace, settings, kind, to);
  }

  private static Sent sent(EmailAddress to, HandOver outcome) {
    return switch (outcome) {
      case HandOver.Accepted accepted -> new Sent(to.text(), true, null);
      case HandOver.NotBegun not -> new Sent(to.text(), false, not.reason());
      case HandOver.Throttled throttled -> new Sent(to.text(), false, throttled.reason());
      case HandOver.Deferred deferred -> new Sent(to.text(), false, deferred.reason());
      case HandOver.Unreachable unreachable -> new Sent(to.text(), false, unreachable.reason());
      case HandOver.Refused refused -> new Sent(to.text(), false, refused.reason());
      case HandOver.Unclear unclear -> new Sent(to.text(), false, unclear.reason());
    };
  }
}

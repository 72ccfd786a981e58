package io.fivefaces.browser;

import io.fivefaces.domain.Quarter;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;

/** A support desk that asks its customers once a quarter, all at once, by email into the built-in mailbox. */
record NpsDesk(TestApp app, TestSource source) {

  private static final Pattern LINK = Pattern.compile("(http://\\S+/s/[^\\s?]+)\\?score=10");

  /** A desk with Ada, who may be asked, and Cy, whose address is none. */
  static NpsDesk open(TestApp app) {
    var desk = quiet(app);
    desk.app.settings(desk.workspace(), Map.of("nps_enabled", true));
    desk.awaitsAsked(1);
    return desk;
  }

  /** The same while the question is switched off. */
  static NpsDesk quiet(TestApp app) {
    var desk = new NpsDesk(app, app.newSource(app.newWorkspace()));
    app.settings(desk.workspace(), Map.of("nps_spread_days", 0));
    desk.talkedTo("1", "Ada", "ada@customer.test");
    desk.talkedTo("2", "Cy", "cy@team.slack.local");
    return desk;
  }

  String workspace() {
    return source.workspace();
  }

  Quarter quarter() {
    return Quarter.of(app.clock().instant());
  }

  /** A conversation with a customer that goes on. */
  void talkedTo(String ref, String name, String address) {
    app.hook(source, new Object[] {
      Samples.created(ref).from(name, address).about("subject", "Invoice " + ref),
      Samples.inbound(ref)
    });
    app.until(
        "the conversation is known",
        () -> app.database()
            .count("select count(*) from conversations where workspace_id = " + workspace()
                + " and ref = '" + ref + "' and customer_ref is not null"),
        count -> count == 1);
  }

  /** Waits until so many were asked; where they are not, says how far each customer came. */
  void awaitsAsked(int customers) {
    app.until(
        customers + " asked",
        () -> app.database().value("""
            select concat(
              (select count(*) from survey_invites i where i.workspace_id = w.workspace_id and kind = 'nps' and state = 'sent'),
              ' asked; ',
              (select string_agg(concat_ws(' ', state, walked_at), ',') from nps_quarters q where q.workspace_id = w.workspace_id),
              '; ',
              (select string_agg(concat_ws(' ', j.customer_ref, j.reason, j.waits, i.state, i.reason), ',')
              from nps_judgements j left join survey_invites i using (workspace_id, invite_id)
              where j.workspace_id = w.workspace_id))
            from workspaces w where workspace_id = %s
            """.formatted(workspace())),
        found -> found.startsWith(customers + " asked"));
  }

  /** The link of the survey that this address got. */
  String linkOf(String address) {
    var mailbox = "/api/workspaces/" + workspace() + "/mailbox";
    for (var mail : app.api("GET", mailbox).json().get("items")) {
      if (mail.get("to").asText().contains(address)) {
        var text = app.api("GET", mailbox + "/" + mail.get("id").asText())
            .json()
            .get("text")
            .asText();
        var link = LINK.matcher(text);
        if (link.find()) {
          return link.group(1);
        }
      }
    }
    throw new IllegalStateException("no survey to " + address);
  }

  /** Counts of this quarter, a hundred answers to 400 invites with a score of +30, and of the one before: +25 of 380. */
  void numbers() {
    scores(quarter().previous(), 380, "(9, 45), (7, 35), (0, 20)");
    scores(
        quarter(),
        400,
        "(0, 2), (2, 1), (3, 2), (4, 3), (5, 5), (6, 7), (7, 12), (8, 18), (9, 22), (10, 28)");
  }

  private void scores(Quarter quarter, int sent, String values) {
    var today = LocalDate.ofInstant(app.clock().instant(), ZoneOffset.UTC);
    // what is sent today has today recounted
    var day = quarter.firstDay().plusDays(quarter.firstDay().equals(today) ? 1 : 0);
    app.database().execute("""
        insert into nps_day_scores (workspace_id, day, quarter, score, responses)
        select %s, date '%s', '%s', score, responses from (values %s) as s (score, responses)
        """.formatted(workspace(), day, quarter, values));
    app.database().execute("""
        insert into nps_day_invites (workspace_id, day, quarter, sent, answered) values (%s, date '%s', '%s', %d, 100)
        """.formatted(workspace(), day, quarter, sent));
  }
}

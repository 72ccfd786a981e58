package io.fivefaces.browser;

import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A support desk that asks by email, into the built-in mailbox. */
record Desk(TestApp app, String workspace, TestSource source) {

  /** What a service needs in its environment to have the built-in mailbox. */
  static final Map<String, String> NO_RELAY = Map.of("FIVEFACES_SMTP_URL", "");

  private static final Pattern LINK = Pattern.compile("(http://\\S+/s/\\S+)\\?score=5");

  static Desk open(TestApp app) {
    var workspace = app.newAskingWorkspace();
    return new Desk(app, workspace, app.newSource(workspace));
  }

  /** A conversation with this customer, ended and asked about; the survey's link. */
  String asked(String ref, String customer) {
    var address = customer.toLowerCase(Locale.ROOT) + "@customer.test";
    app.hook(source, new Object[] {
      Samples.created(ref).from(customer, address).about("subject", "Invoice " + ref),
      Samples.inbound(ref),
      Samples.outbound(ref),
      Samples.closed(ref)
    });
    app.withInvite(workspace, ref, "sent");
    var mail = app.api("GET", mailbox() + "/" + mailTo(address)).json();
    var link = LINK.matcher(mail.get("text").asText());
    if (!link.find()) {
      throw new IllegalStateException(mail.toString());
    }
    return link.group(1);
  }

  /** A conversation that nobody answered, ended and judged. */
  void notAsked(String ref) {
    app.hook(
        source, new Object[] {Samples.created(ref), Samples.inbound(ref), Samples.closed(ref)});
    app.judged(workspace, ref);
  }

  /** An address that gets no survey any more. */
  void suppressed(String address, String reason) {
    app.api(
        "POST",
        "/api/workspaces/" + workspace + "/suppressions",
        Map.of("email", address, "reason", reason, "detail", "smtp; 550 5.1.1 no such user"));
  }

  /** A system that took nothing when it was told of an answer; the id of its webhook. */
  String told() {
    return app.database().value("""
        with told as (
          insert into webhook_endpoints (workspace_id, url, events, secret, failing_since, paused_at, paused_reason)
          values (%s, 'https://%s.test/', '{ticket.csat_received}', '', moment(), moment(), 'failing')
          returning workspace_id, endpoint_id
        ), event as (
          insert into webhook_events (workspace_id, event_id, type, payload)
          select workspace_id, 'evt_1', 'ticket.csat_received', '{"comment":"%s"}' from told
          returning workspace_id, event_id
        ), delivery as (
          insert into webhook_deliveries (workspace_id, endpoint_id, event_id)
          select workspace_id, endpoint_id, event_id from told join event using (workspace_id)
          returning workspace_id, delivery_id
        ), attempt as (
          insert into webhook_attempts (workspace_id, delivery_id, took_ms, error)
          select workspace_id, delivery_id, 15000, 'There was no whole answer within 15 seconds.' from delivery)
        select endpoint_id from told
        """.formatted(workspace, "crm".repeat(20), "never_".repeat(30)));
  }

  /** Somebody answers a survey. */
  void answer(String link, int score, String comment) {
    var reply = app.request(
        "POST",
        link,
        "{\"score\":%d,\"comment\":\"%s\"}".formatted(score, comment),
        "content-type",
        "application/json");
    if (reply.status() != 201) {
      throw new IllegalStateException(reply.toString());
    }
  }

  /** Somebody's program answers a survey without looking at it. */
  void suspected(String link, int score, String comment) {
    var reply = app.request(
        "POST",
        link,
        "score=" + score + "&comment=" + URLEncoder.encode(comment, StandardCharsets.UTF_8),
        "content-type",
        "application/x-www-form-urlencoded");
    if (reply.status() != 202) {
      throw new IllegalStateException(reply.toString());
    }
  }

  /** Waits until the days count so many answers and ended conversations. */
  void counted(int responses, int closed) {
    app.until(
        responses + " answers of " + closed + " conversations are counted",
        () -> app.api("GET", "/api/workspaces/" + workspace + "/stats/csat")
            .json()
            .get("current"),
        current -> current.get("responses").asInt() == responses
            && current.get("closed").asInt() == closed);
  }

  /** The id of the newest mail to this address. */
  String mailTo(String address) {
    for (var mail : app.api("GET", mailbox()).json().get("items")) {
      if (mail.get("to").asText().contains(address)) {
        return mail.get("id").asText();
      }
    }
    throw new IllegalStateException("no mail to " + address);
  }

  private String mailbox() {
    return "/api/workspaces/" + workspace + "/mailbox";
  }
}

package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.json.JsonException;
import io.fivefaces.source.Signatures.Encoding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Zendesk's two kinds of webhooks: event subscriptions, which name people by their ids only, and those of triggers,
 * whose body is the template of docs/sources/zendesk.md and has names and addresses. Zendesk gives each webhook a
 * signing secret of its own, so a source's secret may be several, separated by spaces.
 *
 * <p>No visitor is known, so customers are asked by email wherever they wrote.
 */
final class ZendeskSource implements Source {

  private static final String PREFIX = "zen:event-type:ticket.";
  private static final String SYSTEM_ID = "-1";
  private static final String SOLVED = "solved";
  private static final String CLOSED = "closed";
  private static final Set<String> MEANINGLESS = Set.of(
      "attachment_linked_to_comment",
      "attachment_redacted_from_comment",
      "brand_changed",
      "ccs_changed",
      "comment_made_private",
      "comment_redacted",
      "custom_field_changed",
      "custom_status_changed",
      "description_changed",
      "email_ccs_changed",
      "external_id_changed",
      "followers_changed",
      "form_changed",
      "group_assignment_changed",
      "marked_as_spam",
      "merged",
      "next_sla_breach_changed",
      "organization_changed",
      "permanently_deleted",
      "priority_changed",
      "problem_link_changed",
      "soft_deleted",
      "submitter_changed",
      "task_due_at_changed",
      "type_changed",
      "undeleted");

  @Override
  public String kind() {
    return "zendesk";
  }

  @Override
  public Ends ends() {
    return Ends.RESOLVED_THEN_CLOSED;
  }

  @Override
  public Proof proof() {
    return Proof.SHARED_SECRET;
  }

  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    var timestamp = webhook.header().apply("x-zendesk-webhook-signature-timestamp");
    return Signatures.isFreshIso(timestamp, now)
        && Signatures.isHmac(
            webhook.header().apply("x-zendesk-webhook-signature"),
            "",
            Encoding.BASE64,
            Hmac.SHA256,
            secrets,
            Keyring.utf8(timestamp),
            webhook.body());
  }

  @Override
  public Intake take(Webhook webhook) {
    var invocation = webhook.header().apply("x-zendesk-webhook-invocation-id");
    var key = invocation != null ? invocation : id(webhook.body());
    return new Intake.Events(List.of(SourceEvent.of(key, webhook.body())));
  }

  private static String id(byte[] body) {
    try {
      return Fields.of(body).text("id");
    } catch (JsonException e) {
      // taken all the same, for nobody at Zendesk could mend it: it becomes a dead letter
      return null;
    }
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var webhook = Fields.of(payload);
    var template = webhook.text("event");
    if (template != null) {
      return triggered(template, webhook);
    }
    var type = webhook.needText("type");
    return type.startsWith(PREFIX)
        ? happened(type, type.substring(PREFIX.length()), webhook)
        : new Reading.UnknownType(type);
  }

  private static Reading happened(String type, String what, Fields webhook) {
    if (MEANINGLESS.contains(what)) {
      return Reading.nothing();
    }
    var ticket = webhook.at("detail");
    var event = webhook.at("event");
    var report = new Report(ticketId(webhook), webhook.needTime("time"))
        .channel(ChannelName.EMAIL)
        .subject(ticket.text("subject"))
        .tags(ticket.texts("tags"))
        .customer(person(ticket.text("requester_id")))
        .assignee(person(ticket.text("assignee_id")));
    return switch (what) {
      case "created" -> report.created().reading();
      case "comment_added" -> commented(report, ticket, event.at("comment"));
      case "status_changed" -> moved(report, ticket, event);
      case "agent_assignment_changed" ->
        report.assignee(person(event.text("current"))).assigned().reading();
      case "tags_changed" ->
        // Zendesk writes null where the last tag was taken away
        report
            .tags(ticket.has("tags") ? ticket.texts("tags") : List.of())
            .updated()
            .reading();
      case "requester_changed", "subject_changed" -> report.updated().reading();
      default -> new Reading.UnknownType(type);
    };
  }

  private static Reading moved(Report report, Fields ticket, Fields event) {
    var before = word(event.text("previous"));
    var after = word(event.text("current"));
    var actor = ticket.text("actor_id");
    if (after == null) {
      throw new JsonException("'event.current' is missing");
    }
    return switch (after) {
      case SOLVED, CLOSED ->
        ended(
            report,
            after.equals(SOLVED),
            actor,
            ticket.text("requester_id"),
            person(actor == null ? ticket.text("assignee_id") : actor));
      default ->
        before == null || before.equals(SOLVED) || before.equals(CLOSED)
            ? report.reopened().reading()
            : report.updated().reading();
    };
  }

  /**
   * Zendesk's user -1 is the system.
   *
   * @param by the actor; where the webhook names none, the assignee
   */
  private static Reading ended(
      Report report, boolean solved, String actor, String requester, Person by) {
    boolean automatic = SYSTEM_ID.equals(actor);
    var agent = actor != null && actor.equals(requester) ? null : by;
    if (solved) {
      return (automatic ? report.resolvedAutomatically() : report.resolved(agent)).reading();
    }
    return (automatic ? report.closedAutomatically() : report.closed(agent)).reading();
  }

  private static Reading commented(Report report, Fields ticket, Fields comment) {
    if (comment.has("is_public") && !comment.flag("is_public")) {
      return Reading.nothing();
    }
    var ref = comment.text("id");
    var named = comment.text("author", "id");
    var author = named != null ? named : ticket.text("actor_id");
    boolean staff = !comment.at("author").has("is_staff") || comment.flag("author", "is_staff");
    if (SYSTEM_ID.equals(author)) {
      report.message(ref, Direction.OUT, Author.SYSTEM, null);
    } else if (!staff || (author != null && author.equals(ticket.text("requester_id")))) {
      report.message(ref, Direction.IN, Author.CUSTOMER, null);
    } else {
      var agent = Report.person(author, comment.text("author", "name"), null);
      report.message(ref, Direction.OUT, Author.AGENT, agent);
    }
    return report.reading();
  }

  /** The body of a trigger; its types are those of our native events. */
  private static Reading triggered(String type, Fields webhook) {
    var agent = named(webhook.at("agent"));
    var actor = webhook.text("actor", "ref");
    var requester = webhook.text("customer", "ref");
    var by = actor == null ? agent : named(webhook.at("actor"));
    var report = new Report(webhook.needText("conversation", "id"), webhook.needTime("occurred_at"))
        .channel(ChannelName.EMAIL)
        .subject(webhook.text("conversation", "subject"))
        .tags(words(webhook.at("conversation", "tags")))
        .customer(named(webhook.at("customer")), locale(webhook.text("customer", "locale")))
        .assignee(agent);
    return switch (type) {
      case "conversation.created" -> report.created().reading();
      case "message.created" ->
        ("customer".equals(webhook.text("message", "author"))
                ? report.message(
                    webhook.text("message", "ref"), Direction.IN, Author.CUSTOMER, null)
                : report.message(webhook.text("message", "ref"), Direction.OUT, Author.AGENT, by))
            .reading();
      case "conversation.assigned" -> report.assigned().reading();
      case "conversation.resolved" -> ended(report, true, actor, requester, by);
      case "conversation.closed" -> ended(report, false, actor, requester, by);
      case "conversation.reopened" -> report.reopened().reading();
      case "customer.updated" -> report.updated().reading();
      default -> new Reading.UnknownType(type);
    };
  }

  private static String ticketId(Fields webhook) {
    var id = webhook.text("detail", "id");
    return id != null ? id : webhook.needText("subject").replace("zen:ticket:", "");
  }

  /** The tags as a trigger writes them, in one text; null where the template leaves them out. */
  private static List<String> words(Fields tags) {
    var text = tags.text();
    if (tags.isAbsent()) {
      return null;
    }
    return text == null ? List.of() : List.of(text.split("\\s+"));
  }

  private static String word(String status) {
    return status == null ? null : status.toLowerCase(Locale.ROOT);
  }

  /** Somebody by no more than an id; 0 and -1 are nobody. */
  private static Person person(String id) {
    return id == null || id.equals("0") || id.equals(SYSTEM_ID)
        ? null
        : Report.person(id, null, null);
  }

  /** Zendesk's placeholder writes a language's name. */
  private static String locale(String language) {
    return Language.named(language).map(Language::tag).orElse(language);
  }

  private static Person named(Fields somebody) {
    return Report.person(somebody.text("ref"), somebody.text("name"), somebody.text("email"));
  }
}

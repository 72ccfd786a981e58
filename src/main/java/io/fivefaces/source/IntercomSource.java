package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.source.Signatures.Encoding;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Intercom's notifications. Each carries its conversation and the parts that were added to it; the time of the last
 * part is the event's. A close by a bot, a workflow or Fin is automatic; one whose part does not say who closed is its
 * assignee's. A customer's reply opens a closed conversation, and so does snoozing it, without a topic of their own.
 */
final class IntercomSource implements Source {

  @Override
  public String kind() {
    return "intercom";
  }

  @Override
  public Ends ends() {
    return Ends.ONE;
  }

  @Override
  public Proof proof() {
    return Proof.SHARED_SECRET;
  }

  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    return Signatures.isHmac(
        webhook.header().apply("x-hub-signature"),
        "sha1=",
        Encoding.HEX,
        Hmac.SHA1,
        secrets,
        webhook.body());
  }

  @Override
  public Intake take(Webhook webhook) {
    var key = Fields.orNone(webhook.body()).text("id");
    return new Intake.Events(List.of(SourceEvent.of(key, webhook.body())));
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var notification = Fields.of(payload);
    var topic = notification.needText("topic");
    return switch (topic) {
      case "conversation.user.created", "conversation.admin.single.created" ->
        created(notification).reading();
      case "conversation.user.replied" ->
        replied(notification, Author.CUSTOMER).reopened().reading();
      case "conversation.admin.replied" -> replied(notification, Author.AGENT).reading();
      case "conversation.operator.replied" -> replied(notification, Author.BOT).reading();
      case "conversation.admin.closed" -> closed(notification).reading();
      case "conversation.admin.opened",
          "conversation.admin.snoozed",
          "conversation.admin.unsnoozed" -> withParts(notification).reopened().reading();
      case "conversation.admin.assigned" -> withParts(notification).assigned().reading();
      case "conversation.rating.added", "conversation.rating.remarked" ->
        withParts(notification).reading();
      case "conversation.admin.noted",
          "conversation.read",
          "conversation.priority.updated",
          "conversation_part.tag.created",
          "ping" -> Reading.nothing();
      default -> new Reading.UnknownType(topic);
    };
  }

  /** The message that a conversation begins with is no part of it but its source. */
  private static Report created(Fields notification) {
    var item = item(notification);
    var begun = item.time("created_at");
    var at = begun == null ? notification.needTime("created_at") : begun;
    var source = item.at("source");
    return message(
        report(notification, at).created(), source.textOr("source", "id"), source.at("author"), at);
  }

  /** Where the notification does not carry the reply itself, its key stands for it. */
  private static Report replied(Fields notification, Author author) {
    if (parts(notification).stream().anyMatch(IntercomSource::isMessage)) {
      return withParts(notification);
    }
    var direction = author == Author.CUSTOMER ? Direction.IN : Direction.OUT;
    return withParts(notification).message(null, direction, author, null);
  }

  private static Report closed(Fields notification) {
    var report = withParts(notification);
    var parts = parts(notification);
    if (parts.isEmpty()) {
      return report.resolved(assignee(notification));
    }
    var author = parts.getLast().at("author");
    var closer = author(author) == Author.AGENT ? person(author) : null;
    return author(author) == Author.BOT
        ? report.resolvedAutomatically()
        : report.resolved(closer == null ? assignee(notification) : closer);
  }

  /** A report of the messages among the parts that this notification carries. */
  private static Report withParts(Fields notification) {
    var parts = parts(notification);
    var at = notification.needTime("created_at");
    if (!parts.isEmpty() && parts.getLast().time("created_at") != null) {
      at = parts.getLast().time("created_at");
    }
    var report = report(notification, at);
    for (var part : parts) {
      if (isMessage(part)) {
        var written = part.time("created_at");
        message(report, part.text("id"), part.at("author"), written == null ? at : written);
      }
    }
    return report;
  }

  private static Report report(Fields notification, Instant at) {
    var item = item(notification);
    var report = new Report(notification.needText("data", "item", "id"), at)
        .subject(item.textOr(item.text("source", "subject"), "title"))
        .tags(item.textOfEach("name", "tags", "tags"))
        .customer(contact(item), locale(item))
        .assignee(assignee(notification))
        .rated(
            item.number("conversation_rating", "rating"),
            item.text("conversation_rating", "remark"));
    var place = item.text("source", "type");
    if (place == null) {
      return report;
    }
    return place.equals("conversation")
        ? report.channel(ChannelName.CHAT).visitor(visitor(item))
        : report.channel(ChannelName.EMAIL);
  }

  private static Report message(Report report, String ref, Fields by, Instant written) {
    var author = author(by);
    var direction = author == Author.CUSTOMER ? Direction.IN : Direction.OUT;
    return report.message(
        ref, direction, author, author == Author.AGENT ? person(by) : null, written);
  }

  /** A comment, or what was written while opening or closing; not a note, which is private. */
  private static boolean isMessage(Fields part) {
    var type = part.text("part_type");
    return switch (type == null ? "" : type) {
      case "comment", "quick_reply" -> true;
      case "open", "close" -> part.text("body") != null;
      default -> false;
    };
  }

  private static Author author(Fields author) {
    var type = author.text("type");
    return switch (type == null ? "" : type) {
      case "user", "lead", "contact", "visitor" -> Author.CUSTOMER;
      case "bot" -> Author.BOT;
      default -> Author.AGENT;
    };
  }

  private static Person contact(Fields item) {
    var author = item.at("source", "author");
    if (author.isObject() && author(author) == Author.CUSTOMER) {
      return person(author);
    }
    var contacts = item.each("contacts", "contacts");
    return item.has("user") || contacts.isEmpty()
        ? person(item.at("user"))
        : person(contacts.getFirst());
  }

  /** What the contact chose or was given, else what their browser asks for; many notifications tell neither. */
  private static String locale(Fields item) {
    return Stream.of(item.each("contacts", "contacts").stream(), Stream.of(item.at("user")))
        .flatMap(contacts -> contacts)
        .map(contact -> contact.textOr(contact.text("browser_locale"), "language_override"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String visitor(Fields item) {
    var contact = contact(item);
    var ref = contact == null ? null : contact.ref();
    var contacts = item.each("contacts", "contacts");
    return contacts.isEmpty() ? ref : contacts.getFirst().textOr(ref, "external_id");
  }

  /** By name where a part tells it; newer versions of the API send no more than an id. */
  private static Person assignee(Fields notification) {
    var item = item(notification);
    if (item.text("assignee", "id") != null) {
      return person(item.at("assignee"));
    }
    var id = item.text("admin_assignee_id");
    return id == null || id.equals("0")
        ? null
        : parts(notification).stream()
            .map(part -> part.at("author"))
            .filter(author -> author(author) == Author.AGENT && id.equals(author.text("id")))
            .findFirst()
            .map(IntercomSource::person)
            .orElseGet(() -> Report.person(id, null, null));
  }

  private static Person person(Fields person) {
    return Report.person(person.text("id"), person.text("name"), person.text("email"));
  }

  private static Fields item(Fields notification) {
    return notification.at("data", "item");
  }

  private static List<Fields> parts(Fields notification) {
    return item(notification).each("conversation_parts", "conversation_parts");
  }
}

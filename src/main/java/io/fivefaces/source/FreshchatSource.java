package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.SourceSettings;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Freshchat's webhooks, signed with a private key of Freshchat's. The customer's messages tell their id, and only what
 * happens to a conversation tells more of its customer. A resolve by the system or a bot is automatic; where nobody is
 * named, or the customer, the event's assignee stands for the resolver.
 */
final class FreshchatSource implements Source {

  private static final Set<String> CHATS = Set.of("web", "mobile", "android", "ios");

  @Override
  public String kind() {
    return "freshchat";
  }

  @Override
  public Ends ends() {
    return Ends.ONE;
  }

  @Override
  public Proof proof() {
    return Proof.PUBLIC_KEY;
  }

  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    return Signatures.isRsa(
        webhook.header().apply("x-freshchat-signature"), secrets, webhook.body());
  }

  @Override
  public Intake take(Webhook webhook) {
    var key = key(Fields.orNone(webhook.body()));
    return new Intake.Events(List.of(SourceEvent.of(key, webhook.body())));
  }

  /** Freshchat numbers messages and nothing else: what happens twice to a conversation differs in its time. */
  private static String key(Fields event) {
    var action = event.text("action");
    if ("message_create".equals(action)) {
      return event.text("data", "message", "id");
    }
    var conversation = Stream.of("resolve", "reopen", "assignment")
        .map(change -> event.text("data", change, "conversation", "conversation_id"))
        .filter(Objects::nonNull)
        .findFirst();
    var time = event.text("action_time");
    return conversation.isPresent() && time != null
        ? conversation.get() + ":" + action + ":" + time
        : null;
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var event = Fields.of(payload);
    var action = event.needText("action");
    return switch (action) {
      case "message_create" -> message(event);
      case "conversation_resolution" -> resolved(event).reading();
      case "conversation_reopen" -> report(event, "reopen").reopened().reading();
      case "conversation_assignment" -> assigned(event).reading();
      default -> new Reading.UnknownType(action);
    };
  }

  private static Reading message(Fields event) {
    var message = event.at("data", "message");
    var author = actor(event);
    if ("private".equals(message.text("message_type"))
        || message.flag("botsPrivateNote")
        || author == Author.SYSTEM) {
      return Reading.nothing();
    }
    var report = new Report(
        event.needText("data", "message", "conversation_id"), event.needTime("action_time"));
    var ref = message.text("id");
    var actor = event.text("actor", "actor_id");
    if (author != Author.CUSTOMER) {
      var agent = author == Author.AGENT ? Report.person(actor, null, null) : null;
      return report.message(ref, Direction.OUT, author, agent).reading();
    }
    // not user_id first: some accounts write an alias there
    var user = actor == null ? message.text("user_id") : actor;
    var place = message.text("message_source");
    if (place != null) {
      boolean chat = CHATS.contains(place);
      report.channel(chat ? ChannelName.CHAT : ChannelName.EMAIL).visitor(chat ? user : null);
    }
    return report
        .customer(Report.person(user, null, null))
        .message(ref, Direction.IN, author, null)
        .reading();
  }

  private static Report resolved(Fields event) {
    var resolve = event.at("data", "resolve");
    var resolver = resolve.text("resolver");
    var report = report(event, "resolve");
    var conversation = resolve.at("conversation");
    return switch (resolver == null ? actor(event) : author(resolver)) {
      case BOT, SYSTEM -> report.resolvedAutomatically();
      case AGENT ->
        report.resolved(agent(
            conversation, resolve.textOr(conversation.text("assigned_agent_id"), "resolver_id")));
      case CUSTOMER -> report.resolved(assignee(conversation));
    };
  }

  private static Report assigned(Fields event) {
    var assignment = event.at("data", "assignment");
    return report(event, "assignment")
        .assignee(agent(assignment.at("conversation"), assignment.text("to_agent_id")))
        .assigned();
  }

  private static Report report(Fields event, String change) {
    var conversation = event.at("data", change, "conversation");
    var report = new Report(
            event.needText("data", change, "conversation", "conversation_id"),
            event.needTime("action_time"))
        .assignee(assignee(conversation));
    var users = conversation.each("users");
    return users.isEmpty()
        ? report
        : report.customer(person(users.getFirst()), locale(users.getFirst()));
  }

  private static String locale(Fields user) {
    var property = user.each("properties").stream()
        .filter(one -> "locale".equals(one.text("name")))
        .map(one -> one.text("value"))
        .filter(Objects::nonNull)
        .findFirst();
    return user.textOr(property.orElse(null), "locale");
  }

  private static Author actor(Fields event) {
    return author(event.textOr(event.text("data", "message", "actor_type"), "actor", "actor_type"));
  }

  private static Author author(String type) {
    return switch (type == null ? "" : type) {
      case "user" -> Author.CUSTOMER;
      case "bot" -> Author.BOT;
      case "system" -> Author.SYSTEM;
      default -> Author.AGENT;
    };
  }

  private static Person assignee(Fields conversation) {
    return agent(conversation, conversation.text("assigned_agent_id"));
  }

  /** By name where the conversation tells it. */
  private static Person agent(Fields conversation, String id) {
    return id == null
        ? null
        : conversation.each("agents").stream()
            .filter(agent -> id.equals(agent.text("id")))
            .findFirst()
            .map(FreshchatSource::person)
            .orElseGet(() -> Report.person(id, null, null));
  }

  private static Person person(Fields person) {
    var name = Stream.of(person.text("first_name"), person.text("last_name"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
    return Report.person(person.text("id"), name, person.text("email"));
  }
}

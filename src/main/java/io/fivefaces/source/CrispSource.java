package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.json.JsonException;
import io.fivefaces.source.Signatures.Encoding;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Crisp's hooks: those of plugins are signed, those of a website are not. What is known of a session comes in many
 * small events; the session is the conversation, its customer and, in the chatbox, the visitor.
 *
 * <p>Names of directions are the visitor's: {@code message:send} came from the visitor.
 */
final class CrispSource implements Source {

  private static final Set<String> MEANINGLESS = Set.of(
      "message:acknowledge:delivered",
      "message:acknowledge:ignored",
      "message:acknowledge:read:received",
      "message:acknowledge:read:send",
      "message:acknowledge:unread:send",
      "message:compose:receive",
      "message:compose:send",
      "message:notify:unread:received",
      "message:notify:unread:send",
      "message:removed",
      "message:updated",
      "session:error",
      "session:removed",
      "session:set_address",
      "session:set_avatar",
      "session:set_block",
      "session:set_closed",
      "session:set_data",
      "session:set_inbox",
      "session:set_mentions",
      "session:set_opened",
      "session:set_origin",
      "session:set_participants",
      "session:set_phone",
      "session:sync:capabilities",
      "session:sync:events",
      "session:sync:geolocation",
      "session:sync:network",
      "session:sync:pages",
      "session:sync:system",
      "session:sync:timezone",
      "session:sync:topic",
      "session:update_availability",
      "session:update_verify");

  @Override
  public String kind() {
    return "crisp";
  }

  @Override
  public Ends ends() {
    return Ends.ONE;
  }

  @Override
  public Proof proof() {
    return Proof.SHARED_SECRET_OR_NONE;
  }

  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    var timestamp = webhook.header().apply("x-crisp-request-timestamp");
    return Signatures.isFreshMillis(timestamp, now)
        && Signatures.isHmac(
            webhook.header().apply("x-crisp-signature"),
            "",
            Encoding.HEX,
            Hmac.SHA256,
            secrets,
            Keyring.utf8("[" + timestamp + ";"),
            webhook.body(),
            Keyring.utf8("]"));
  }

  @Override
  public Intake take(Webhook webhook) {
    return new Intake.Events(List.of(SourceEvent.of(key(webhook.body()), webhook.body())));
  }

  /** What an event is known by, for Crisp gives its deliveries no ids: a message's fingerprint, else its moment. */
  private static String key(byte[] body) {
    try {
      var hook = Fields.of(body);
      var event = hook.text("event");
      var session = hook.text("data", "session_id");
      var fingerprint = hook.text("data", "fingerprint");
      var moment = fingerprint != null ? fingerprint : hook.text("timestamp");
      return event == null || session == null || moment == null
          ? null
          : String.join(":", hook.text("website_id"), session, event, moment);
    } catch (JsonException e) {
      // taken all the same, for nobody at Crisp could mend it: it becomes a dead letter
      return null;
    }
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var hook = Fields.of(payload);
    var event = hook.needText("event");
    return switch (event) {
      case "message:send" -> written(hook, Author.CUSTOMER);
      case "message:received" -> written(hook, Author.AGENT);
      case "session:request:initiated" -> session(hook).created().reading();
      case "session:set_state" -> moved(hook);
      case "session:set_routing", "session:assigned" ->
        session(hook)
            .assignee(Report.person(hook.text("data", "routing_id"), null, null))
            .assigned()
            .reading();
      case "session:set_email", "session:set_nickname", "session:sync:locales" ->
        session(hook).updated().reading();
      case "session:set_subject" ->
        session(hook).subject(hook.text("data", "subject")).updated().reading();
      case "session:set_segments" ->
        session(hook).tags(hook.texts("data", "segments")).updated().reading();
      case "session:sync:rating" -> rated(hook);
      default -> MEANINGLESS.contains(event) ? Reading.nothing() : new Reading.UnknownType(event);
    };
  }

  private static Reading written(Fields hook, Author side) {
    var data = hook.at("data");
    var type = data.text("type");
    if ("note".equals(type) || "event".equals(type)) {
      return Reading.nothing();
    }
    var from = data.text("from");
    boolean customer = from == null ? side == Author.CUSTOMER : from.equals("user");
    var ref = data.text("fingerprint");
    if (customer) {
      // an operator may answer elsewhere than the visitor wrote
      var channel = channel(data.text("origin"));
      return session(hook)
          .channel(channel)
          .visitor(channel == ChannelName.CHAT ? data.text("session_id") : null)
          .message(ref, Direction.IN, Author.CUSTOMER, null)
          .reading();
    }
    boolean automated = data.flag("automated");
    return session(hook)
        .message(
            ref,
            Direction.OUT,
            automated ? Author.BOT : Author.AGENT,
            automated ? null : operator(data.at("user")))
        .reading();
  }

  /** Most releases name nobody: then a person did it of whom nothing is known, for Crisp marks what is automated. */
  private static Reading moved(Fields hook) {
    var state = hook.needText("data", "state");
    var report = session(hook);
    if (!state.equals("resolved")) {
      return report.reopened().reading();
    }
    return (hook.flag("data", "automated")
            ? report.resolvedAutomatically()
            : report.resolved(operator(hook.at("data", "operator"))))
        .reading();
  }

  private static Reading rated(Fields hook) {
    var rating = hook.at("data", "rating").isObject() ? hook.at("data", "rating") : hook.at("data");
    return session(hook).rated(rating.number("stars"), rating.text("comment")).reading();
  }

  private static Report session(Fields hook) {
    var data = hook.at("data");
    var session = hook.needText("data", "session_id");
    var written = data.time("timestamp");
    return new Report(session, written != null ? written : hook.needTime("timestamp"))
        .customer(customer(session, data), locale(hook));
  }

  /** A nickname stands in the event that sets it, and in the messages of the visitor; Crisp's own is no name. */
  private static Person customer(String session, Fields data) {
    boolean wrote = "user".equals(data.text("from"));
    var nickname = wrote ? data.text("user", "nickname") : data.text("nickname");
    boolean named = nickname != null && !nickname.matches("visitor[0-9]+");
    return Report.person(session, named ? nickname : null, data.text("email"));
  }

  private static Person operator(Fields user) {
    return Report.person(user.text("user_id"), user.text("nickname"), user.text("email"));
  }

  private static ChannelName channel(String origin) {
    return switch (origin) {
      case null -> null;
      case "chat" -> ChannelName.CHAT;
      default -> ChannelName.EMAIL;
    };
  }

  /** The one the visitor's browser names first; a single event tells it. */
  private static String locale(Fields hook) {
    var nested = hook.texts("data", "locales", "locales");
    var locales = nested != null ? nested : hook.texts("data", "locales");
    return locales == null || locales.isEmpty() ? null : locales.getFirst();
  }
}

package io.fivefaces.source;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Message.Author;
import io.fivefaces.domain.Message.Direction;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.source.Signatures.Encoding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Zammad's trigger webhooks: the ticket as it is now and, where one was written, the article. Nothing says what
 * changed, so each tells its moment's whole truth: whose the ticket is, and whether it is closed. A ticket that is not
 * closed but once was ({@code close_at} stays) was reopened.
 */
final class ZammadSource implements Source {

  private static final String SYSTEM_ID = "1";
  private static final String NOBODY = "-";
  private static final Set<String> GONE = Set.of("merged", "removed");
  private static final Duration ONE_UPDATE = Duration.ofSeconds(10);

  @Override
  public String kind() {
    return "zammad";
  }

  @Override
  public Ends ends() {
    return Ends.ONE;
  }

  @Override
  public Proof proof() {
    return Proof.SHARED_SECRET_OR_NONE;
  }

  /** Zammad signs no time. */
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
    var delivery = webhook.header().apply("x-zammad-delivery");
    return new Intake.Events(List.of(SourceEvent.of(delivery, webhook.body())));
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var event = Fields.of(payload);
    var ticket = event.at("ticket");
    var at = event.needTime("ticket", "updated_at");
    var customer = person(ticket, "customer");
    var created = ticket.time("created_at");
    var report = new Report(event.needText("ticket", "id"), at)
        .channel(ChannelName.EMAIL)
        .subject(ticket.text("title"))
        .tags(ticket.texts("tags"))
        .customer(customer)
        .assignee(person(ticket, "owner"))
        .at(created == null ? at : created)
        .created()
        .at(at);
    if (ticket.has("owner") || ticket.has("owner_id")) {
      report.assigned();
    }
    written(report, event.at("article"), at);
    var state = word(ticket, "state");
    if (state != null && state.startsWith("closed")) {
      closed(report, ticket, customer, at);
    } else if (state != null && !GONE.contains(state) && ticket.has("close_at")) {
      report.reopened();
    }
    return report.reading();
  }

  /**
   * A release that tells when it was last closed also tells whether this very update did it. Automatic where Zammad's
   * own user did; by the ticket's owner where nothing says who did.
   */
  private static void closed(Report report, Fields ticket, Person customer, Instant updated) {
    var last = ticket.time("last_close_at");
    if (last != null && Duration.between(last, updated).compareTo(ONE_UPDATE) > 0) {
      return;
    }
    report.at(last == null ? updated : last);
    var closer = person(ticket, "updated_by");
    if (isNobody(ticket, "updated_by")) {
      report.resolvedAutomatically();
    } else if (closer == null) {
      report.resolved(person(ticket, "owner"));
    } else {
      report.resolved(isSame(closer, customer) ? null : closer);
    }
  }

  private static void written(Report report, Fields article, Instant updated) {
    var sender = word(article, "sender");
    if (sender == null || article.flag("internal")) {
      return;
    }
    var created = article.time("created_at");
    var at = created == null ? updated : created;
    var ref = article.text("id");
    switch (sender) {
      case "customer" -> report.message(ref, Direction.IN, Author.CUSTOMER, null, at);
      case "system" -> report.message(ref, Direction.OUT, Author.SYSTEM, null, at);
      default ->
        report.message(ref, Direction.OUT, Author.AGENT, person(article, "created_by"), at);
    }
  }

  /** A state or sender in small letters; releases write it as a text or as an object with a name. */
  private static String word(Fields part, String name) {
    var text = part.text(name);
    var word = text != null ? text : part.text(name, "name");
    return word == null ? null : word.toLowerCase(Locale.ROOT);
  }

  /** Somebody as an object, a login or no more than an id; null where nobody is meant. */
  private static Person person(Fields part, String name) {
    if (isNobody(part, name)) {
      return null;
    }
    var somebody = part.at(name);
    var login = part.text(name);
    if (!somebody.isObject()) {
      var email = login != null && login.contains("@") ? login : null;
      return Report.person(part.text(name + "_id"), email == null ? login : null, email);
    }
    var fullName = Stream.of(somebody.text("firstname"), somebody.text("lastname"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
    var id = somebody.text("id");
    return Report.person(
        id == null ? part.text(name + "_id") : id, fullName, somebody.text("email"));
  }

  /** Zammad's user 1, with the login "-", is the system itself and stands for nobody. */
  private static boolean isNobody(Fields part, String name) {
    return NOBODY.equals(part.text(name))
        || NOBODY.equals(part.text(name, "login"))
        || SYSTEM_ID.equals(part.text(name, "id"))
        || SYSTEM_ID.equals(part.text(name + "_id"));
  }

  private static boolean isSame(Person one, Person other) {
    return other != null
        && (one.ref() != null && other.ref() != null
            ? one.ref().equals(other.ref())
            : one.email() != null && one.email().equalsIgnoreCase(other.email()));
  }
}

package io.fivefaces.http;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Conversation;
import io.fivefaces.domain.Gate;
import io.fivefaces.domain.Gates;
import io.fivefaces.store.ConversationFilter;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a request wants of the list of conversations. */
final class ConversationQuery {

  private static final int LONGEST = 200;
  private static final int MOST_WORDS = 5;
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

  private static final List<String> STATES = Stream.concat(
          Arrays.stream(Conversation.State.values()).map(Conversation.State::toString),
          Stream.of(ConversationFilter.ENDED))
      .toList();
  private static final List<String> CHANNELS =
      Arrays.stream(ChannelName.values()).map(ChannelName::toString).toList();
  private static final List<String> REASONS = Stream.concat(
          Gates.CSAT.stream().map(Gate::name), Stream.of(ConversationFilter.NONE))
      .toList();
  private static final Map<String, List<String>> INVITES = Map.of(
      "waiting", List.of("scheduled", "claimed", "sending"),
      "sent", List.of("sent"),
      "failed", List.of("failed"),
      "unknown", List.of("unknown"),
      "cancelled", List.of("cancelled"),
      "none", List.of(ConversationFilter.NONE));
  private static final Map<String, List<Integer>> SCORES = Map.of(
      "1", List.of(1),
      "2", List.of(2),
      "3", List.of(3),
      "4", List.of(4),
      "5", List.of(5),
      "low", List.of(1, 2));
  private static final Map<String, Boolean> ANSWERED = Map.of("true", true, "false", false);

  private final HttpServerRequest request;

  private ConversationQuery(HttpServerRequest request) {
    this.request = request;
  }

  /** Reads the parameters; an empty one is one that is not there. */
  static ConversationFilter of(HttpServerRequest request) {
    var query = new ConversationQuery(request);
    var scores = query.oneOf("score", SCORES);
    var answered = query.oneOf("answered", ANSWERED);
    if (scores != null && Boolean.FALSE.equals(answered)) {
      throw Problem.badRequest("What has a 'score' is answered: leave 'answered' out.");
    }
    var from = query.day("from", FIRST_DAY);
    var to = query.day("to", LAST_DAY);
    if (to.isBefore(from)) {
      throw Problem.badRequest("'from' is not after 'to'.");
    }
    return new ConversationFilter(
        query.oneOf("state", STATES),
        query.oneOf("channel", CHANNELS),
        query.oneOf("reason", REASONS),
        query.oneOf("invite", INVITES),
        answered,
        scores,
        query.text("agent"),
        query.source(),
        query.words(),
        query.beginning(),
        start(from),
        start(to.plusDays(1)));
  }

  private String text(String name) {
    var text = request.getParam(name, "").strip();
    if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw Problem.badRequest("'" + name + "' has at most " + LONGEST + " characters.");
    }
    return text.isEmpty() ? null : text;
  }

  private String oneOf(String name, List<String> known) {
    var text = text(name);
    if (text != null && !known.contains(text)) {
      throw Problem.badRequest("'" + name + "' is one of " + known + ".");
    }
    return text;
  }

  private <T> T oneOf(String name, Map<String, T> known) {
    var text = oneOf(name, known.keySet().stream().sorted().toList());
    return text == null ? null : known.get(text);
  }

  private Integer source() {
    var text = text("source");
    if (text != null && !text.matches("[1-9][0-9]{0,8}")) {
      throw Problem.badRequest("'source' is the id of a source.");
    }
    return text == null ? null : Integer.valueOf(text);
  }

  private List<String> words() {
    var text = text("words");
    return text == null
        ? null
        : Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+"))
            .limit(MOST_WORDS)
            .toList();
  }

  /** People write the number of a ticket with a sign before it. */
  private String beginning() {
    var text = text("q");
    return text == null || !text.startsWith("#") || text.length() == 1 ? text : text.substring(1);
  }

  private LocalDate day(String name, LocalDate otherwise) {
    var text = text(name);
    try {
      var day = text == null ? otherwise : LocalDate.parse(text);
      if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
        return day;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw Problem.badRequest("'" + name + "' is a day such as 2026-01-31, from 2000 to 2199.");
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}

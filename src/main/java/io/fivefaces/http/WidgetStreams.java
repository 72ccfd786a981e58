package io.fivefaces.http;

import io.fivefaces.bus.Bus;
import io.fivefaces.bus.Fact;
import io.fivefaces.bus.Station;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Visitor;
import io.fivefaces.json.Json;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.ChatSurveys;
import io.fivefaces.store.ChatSurveys.ChatSurvey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The streams of open widgets: each is told what its visitor is asked now, at once and after every change. Facts only
 * wake it; what there is to show is read from the tables, for many visitors together. One belongs to one event loop.
 */
final class WidgetStreams {

  private static final int MOST = 5000;
  private static final int MOST_OF_ONE = 10;
  private static final int AT_ONCE = 100;
  private static final int MOST_MOVED = 10_000;
  private static final Duration SWEEP = Duration.ofSeconds(30);

  private final ChatSurveys surveys;
  private final Keyring keys;
  private final EventStreams<Visitor> streams;
  /** Invites of which a fact told, and visitors who must be looked up. */
  private final Set<InviteId> moved = new LinkedHashSet<>();

  private final Set<Visitor> waiting = new LinkedHashSet<>();
  /** What each visitor was told last, so that a sweep says nothing twice. */
  private final Map<Visitor, String> told = new HashMap<>();

  /** Those with open streams, or that had some at the last sweep. */
  private final Set<Integer> workspaces = new HashSet<>();

  private boolean busy;

  /** Hears the facts on the calling event loop, to which its streams belong. */
  WidgetStreams(Vertx vertx, Bus bus, ChatSurveys surveys, Keyring keys, Metrics metrics) {
    this.surveys = surveys;
    this.keys = keys;
    streams = new EventStreams<>(vertx, MOST, MOST_OF_ONE, metrics.widgets());
    bus.on(Fact.SurveyMoved.class, Station.PAGES, fact -> hear(fact.invite()));
    vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
  }

  /** Opens a stream for a visitor who was proved. */
  void open(Visitor visitor, RoutingContext context) {
    streams.open(visitor, context);
    told.remove(visitor);
    await(visitor);
    work();
  }

  /** Ends every stream, so that the server can stop. */
  void close() {
    streams.close();
  }

  private void hear(InviteId invite) {
    if (moved.size() < MOST_MOVED && workspaces.contains(invite.workspace())) {
      moved.add(invite);
      work();
    }
  }

  private void sweep() {
    told.keySet().removeIf(visitor -> !streams.has(visitor));
    workspaces.clear();
    streams.keys().forEach(this::await);
    work();
  }

  private void await(Visitor visitor) {
    workspaces.add(visitor.workspace());
    waiting.add(visitor);
  }

  private void work() {
    if (busy || (moved.isEmpty() && waiting.isEmpty())) {
      return;
    }
    busy = true;
    // what fails is found again by the sweep
    round().onComplete(done -> {
      busy = false;
      work();
    });
  }

  private Future<Void> round() {
    var invites = some(moved);
    Future<Set<Visitor>> concerned =
        invites.isEmpty() ? Future.succeededFuture(Set.of()) : surveys.visitorsOf(invites);
    return concerned.compose(visitors -> {
      visitors.stream().filter(streams::has).forEach(waiting::add);
      var some = some(waiting);
      return some.isEmpty()
          ? Future.succeededFuture()
          : surveys
              .latest(some)
              .onSuccess(found -> some.forEach(visitor -> tell(visitor, found.get(visitor))))
              .mapEmpty();
    });
  }

  private void tell(Visitor visitor, ChatSurvey survey) {
    var event = survey == null ? "none" : survey.answered() ? "answered" : "survey";
    var what = survey == null ? event : event + " " + survey.invite().number();
    if (streams.has(visitor) && !what.equals(told.put(visitor, what))) {
      streams.tell(
          visitor, event, event.equals("survey") ? json(WidgetSurvey.of(survey, keys)) : "{}");
    }
  }

  private static <T> List<T> some(Collection<T> all) {
    var some = all.stream().limit(AT_ONCE).toList();
    some.forEach(all::remove);
    return some;
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}

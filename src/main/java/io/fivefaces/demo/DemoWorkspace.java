package io.fivefaces.demo;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Window;
import io.fivefaces.domain.Workspace;
import io.fivefaces.source.Secrets;
import io.fivefaces.source.Source;
import io.fivefaces.store.ConnectedSources;
import io.fivefaces.store.ConnectedSources.NewSource;
import io.fivefaces.store.History;
import io.fivefaces.store.History.Past;
import io.fivefaces.store.NpsHistory;
import io.fivefaces.store.PlannerStatistics;
import io.fivefaces.store.SlackApps;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workspace in which everything is simulated. */
public final class DemoWorkspace {

  /** The workspace and a source of it: the one through which its shop talks, or the pretend Slack's. */
  record Opened(Workspace workspace, ConnectedSource source) {
    LocalDate day() {
      return LocalDate.ofInstant(workspace.createdAt(), ZoneOffset.UTC);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(DemoWorkspace.class);
  private static final int SOURCES = 200;
  private static final String SLUG = "demo";
  private static final String NAME = "Demo shop";
  private static final String SLACK = "slack";
  private static final byte[] ASK_IN_SLACK = Keyring.utf8("{\"csat_slack_enabled\": true}");
  private static final String WHO = "demo";
  private static final int DAYS = 90;
  private static final int DAYS_AT_ONCE = 4;

  private final Workspaces workspaces;
  private final ConnectedSources sources;
  private final SlackApps slackApps;
  private final History history;
  private final NpsHistory npsHistory;
  private final PlannerStatistics statistics;
  private final Keyring keys;
  private final Clock clock;

  public DemoWorkspace(
      Workspaces workspaces,
      ConnectedSources sources,
      SlackApps slackApps,
      History history,
      NpsHistory npsHistory,
      PlannerStatistics statistics,
      Keyring keys,
      Clock clock) {
    this.workspaces = workspaces;
    this.sources = sources;
    this.slackApps = slackApps;
    this.history = history;
    this.npsHistory = npsHistory;
    this.statistics = statistics;
    this.keys = keys;
    this.clock = clock;
  }

  /** The workspace, made where there is none; empty where its slug belongs to a real one. */
  Future<Optional<Opened>> open() {
    return workspaces
        .create(SLUG, NAME, true, DemoDay.settings(true, true), WHO)
        .compose(
            made -> made.isPresent() ? Future.succeededFuture(made) : workspaces.findBySlug(SLUG))
        .compose(found -> found.filter(Workspace::demo).isPresent()
            ? source(found.get()).map(source -> Optional.of(new Opened(found.get(), source)))
            : refuse());
  }

  private static Future<Optional<Opened>> refuse() {
    LOG.warn(
        "There is no demo: the slug '{}' belongs to a real workspace, which is left alone", SLUG);
    return Future.succeededFuture(Optional.empty());
  }

  /** The oldest source of the shop's own kind, whatever it is called by now. */
  private Future<ConnectedSource> source(Workspace workspace) {
    var secret = Secrets.made(Source.Proof.STANDARD_WEBHOOKS, keys);
    return oldest(workspace, "native", new NewSource("native", NAME, false, null, secret));
  }

  private Future<ConnectedSource> oldest(Workspace workspace, String kind, NewSource otherwise) {
    return sources
        .of(workspace.id(), 0, SOURCES)
        .compose(all -> all.stream()
            .filter(one -> one.kind().equals(kind))
            .findFirst()
            .map(Future::succeededFuture)
            .orElseGet(() -> sources.connect(workspace.id(), otherwise, WHO)));
  }

  /**
   * Connects the pretend Slack and switches its surveys on, where that was never done: a demo of an older version gets
   * them too, and who switches them off finds them off.
   */
  Future<Void> connectSlack(Opened demo) {
    int workspace = demo.workspace().id();
    var secret = Secrets.made(Source.Proof.SHARED_SECRET, keys);
    return oldest(
            demo.workspace(),
            SLACK,
            new NewSource(SLACK, "Demo Slack", true, Source.Ends.ONE.trigger(), secret))
        .compose(source -> source.hasBotToken()
            ? Future.succeededFuture()
            : workspaces
                .change(workspace, WHO, ASK_IN_SLACK)
                .compose(on -> slackApps.change(
                    workspace, source.id(), DemoToken.of(keys), PretendSlack.TEAM, WHO)));
  }

  /** The workspace and the source of its pretend Slack; empty until it is connected. */
  Future<Optional<Opened>> slack() {
    return workspaces
        .findBySlug(SLUG)
        .compose(found -> found.filter(Workspace::demo).isEmpty()
            ? Future.succeededFuture(Optional.empty())
            : sources
                .of(found.get().id(), 0, SOURCES)
                .map(all -> all.stream()
                    .filter(one -> one.kind().equals(SLACK) && one.hasBotToken())
                    .findFirst()
                    .map(source -> new Opened(found.get(), source))));
  }

  /**
   * Writes the days that are missing, the newest first: all ninety at first, and later those in which nothing ran. Once
   * they are all there, its customers have been asked for NPS too, where that was never done.
   *
   * @param stopped whether to leave the rest for another time
   */
  Future<Void> fill(Opened demo, BooleanSupplier stopped) {
    var today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    return history
        .missingDays(demo.workspace().id(), demo.source().id(), Window.lastDays(DAYS, today))
        .compose(days -> writeSome(demo, days))
        .compose(left -> left.isEmpty()
            ? Future.succeededFuture()
            : statistics.refreshGrownTables().compose(known -> writeAll(demo, left, stopped)))
        .compose(written -> stopped.getAsBoolean() ? Future.succeededFuture() : fillQuarters(demo));
  }

  private Future<Void> fillQuarters(Opened demo) {
    return npsHistory.append(
        demo.workspace().id(),
        demo.source().id(),
        WHO,
        (settings, contacts) -> DemoQuarters.of(settings, contacts, demo.day(), clock.instant()));
  }

  private Future<Void> writeAll(Opened demo, List<LocalDate> days, BooleanSupplier stopped) {
    return days.isEmpty() || stopped.getAsBoolean()
        ? Future.succeededFuture()
        : writeSome(demo, days).compose(left -> writeAll(demo, left, stopped));
  }

  /** The days that are left. */
  private Future<List<LocalDate>> writeSome(Opened demo, List<LocalDate> days) {
    int some = Math.min(DAYS_AT_ONCE, days.size());
    var past =
        days.subList(0, some).stream().flatMap(day -> past(demo, day).stream()).toList();
    return history.append(demo.workspace().id(), past).map(done -> days.subList(some, days.size()));
  }

  private List<Past> past(Opened demo, LocalDate date) {
    return DemoHistory.of(
        demo.workspace().id(), demo.source().id(), new DemoDay(date, demo.day()), clock.instant());
  }
}

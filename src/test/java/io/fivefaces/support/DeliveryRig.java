package io.fivefaces.support;

import io.fivefaces.bus.Bus;
import io.fivefaces.channel.Channel;
import io.fivefaces.config.Config;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Keyring;
import io.fivefaces.flow.Delivery;
import io.fivefaces.flow.DeliveryVerticle;
import io.fivefaces.flow.Endings;
import io.fivefaces.flow.Inquiry;
import io.fivefaces.flow.Subjects;
import io.fivefaces.flow.Surveys;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Database;
import io.fivefaces.store.Invites;
import io.fivefaces.store.LostInvites;
import io.fivefaces.store.SlackApps;
import io.fivefaces.store.StaleDays;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The delivery station alone, on tables of its own, with channels that a test chooses. */
public final class DeliveryRig implements AutoCloseable {

  private static final Config.Delivery BOUNDS =
      new Config.Delivery(Duration.ofSeconds(60), Duration.ofSeconds(45));

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = new TestDatabase();
  private final Keyring keys = new Keyring(List.of(Keyring.utf8(TestApp.SECRET)));
  private final String station;
  private Duration ahead = Duration.ZERO;

  public DeliveryRig(Channel... channels) throws Exception {
    database.execute("""
        insert into workspaces (slug, name, settings) values ('acme', 'Acme',
          '{"csat_enabled": true, "csat_email_enabled": true, "csat_chat_enabled": true, "csat_slack_enabled": true}')
        """);
    var token = HexFormat.of().formatHex(keys.seal(Keyring.Purpose.SOURCE_SECRET, "xoxb-test"));
    database.execute("insert into sources (workspace_id, kind, name, key, bot_token)"
        + " select workspace_id, 'slack', 'Shop', 'key', '\\x" + token + "' from workspaces");
    var byName = Stream.of(channels).collect(Collectors.toMap(Channel::name, Function.identity()));
    station = vertx.deployVerticle(station(byName)).await(10, TimeUnit.SECONDS);
  }

  private DeliveryVerticle station(Map<ChannelName, Channel> channels) {
    var tables = new Database(vertx, database.address());
    var days = new StaleDays();
    var invites = new Invites(tables, days);
    var metrics = new Metrics(new SimpleMeterRegistry());
    var subjects = new Subjects(tables, days);
    var surveys = new Surveys(keys, new SlackApps(tables, keys), "https://surveys.test");
    var endings = new Endings(vertx, invites, BOUNDS, metrics);
    var delivery = new Delivery(
        tables,
        subjects,
        invites,
        channels,
        surveys,
        endings,
        keys,
        BOUNDS,
        Clock.systemUTC(),
        metrics);
    var inquiry = new Inquiry(subjects, invites, channels, surveys, endings, BOUNDS, metrics);
    return new DeliveryVerticle(
        invites,
        new LostInvites(tables, days),
        delivery,
        inquiry,
        channels,
        BOUNDS,
        new Bus(vertx),
        metrics);
  }

  /** A closed conversation of that place whose survey is due; a customer without an address where it is null. */
  public void ask(ChannelName place, String email) {
    database.execute("""
        insert into customers (workspace_id, source_id, ref, version, email, email_at)
        select workspace_id, source_id, 'c-1', 1, %s, now() from sources
        """.formatted(email == null ? "null" : "'" + email + "'"));
    database.execute("""
        insert into conversations (workspace_id, source_id, ref, version, created_at, state, state_at, closed_at, ended_at,
          channel, channel_at, slack_channel, slack_thread, slack_at, visitor, visitor_at, customer_ref, customer_at)
        select workspace_id, source_id, 'talk', 1, now(), 'closed', now(), now(), now(),
          '%s', now(), 'C1', '1767225600.000100', now(), 'v-1', now(), 'c-1', now() from sources
        """.formatted(place));
    database.execute("""
        insert into messages (workspace_id, source_id, conversation_ref, ref, direction, author, occurred_at)
        select workspace_id, source_id, 'talk', direction, direction, author, now()
        from sources, (values ('in', 'customer'), ('out', 'agent')) as said (direction, author)
        """);
    database.execute("""
        insert into survey_invites (
          workspace_id, source_id, conversation_ref, channel, customer_ref, state, due_at, next_try_at)
        select workspace_id, source_id, 'talk', '%s', 'c-1', 'scheduled', moment(), moment() from sources
        """.formatted(place));
  }

  /** Lets time pass for the database. */
  public void advance(Duration by) {
    ahead = ahead.plus(by);
    database.moveClock(ahead);
  }

  /** The invite's row once it is as expected. */
  public Map<String, String> until(String what, Predicate<Map<String, String>> expected) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(this::invite, expected);
  }

  /** The invite's row once it is in this state. */
  public Map<String, String> untilIn(String state) {
    return until("the invite is " + state, row -> row.get("state").equals(state));
  }

  public Map<String, String> invite() {
    return database
        .rows(
            "select *, extract(epoch from next_try_at - moment())::int as waits from survey_invites")
        .getFirst();
  }

  @Override
  public void close() throws TimeoutException {
    // the station first: it writes what it began
    vertx.undeploy(station).await(20, TimeUnit.SECONDS);
    vertx.close().await(20, TimeUnit.SECONDS);
    database.close();
  }
}

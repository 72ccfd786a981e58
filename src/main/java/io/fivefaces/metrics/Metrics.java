package io.fivefaces.metrics;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Suspicion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Every meter of fivefaces. Labels come from closed sets; never a workspace, a customer or a text from outside. */
public final class Metrics {

  private static final List<String> REFUSALS =
      List.of("signature", "malformed", "saturated", "rate_limit", "unknown_source", "failed");
  private static final List<String> WEBHOOK_OUTCOMES =
      List.of("delivered", "failed", "exhausted", "overtaken");
  private static final List<String> OUTCOMES = List.of(
      "scheduled",
      "postponed",
      "doubtful",
      "lease_expired",
      "overtaken",
      "sent_again",
      "sent",
      "cancelled",
      "failed",
      "unknown");

  private final MeterRegistry registry;
  private final Timer ingest;
  private final DistributionSummary batch;
  private final Map<String, Counter> events = new ConcurrentHashMap<>();
  private final AtomicLong projectionLag = new AtomicLong();
  private final AtomicLong webhookLag = new AtomicLong();
  private final AtomicInteger viewers = new AtomicInteger();
  private final AtomicInteger widgets = new AtomicInteger();
  private final AtomicInteger exports = new AtomicInteger();

  /** Registers the meters that have no labels. */
  public Metrics(MeterRegistry registry) {
    this.registry = registry;
    ingest = Timer.builder("fivefaces.ingest")
        .description("From the first byte of a webhook to its commit")
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(5))
        .register(registry);
    batch = DistributionSummary.builder("fivefaces.ingest.batch.events")
        .description("Events that one statement stored")
        .register(registry);
    Gauge.builder("fivefaces.projection.lag.seconds", projectionLag, lag -> lag.get() / 1000.0)
        .description("Age of the oldest stored event that was not yet applied")
        .register(registry);
    Gauge.builder("fivefaces.webhook.lag.seconds", webhookLag, lag -> lag.get() / 1000.0)
        .description("How long the outbound webhook that was begun last had been due")
        .register(registry);
    Gauge.builder("fivefaces.live.viewers", viewers, AtomicInteger::get)
        .description("Open pages that are told of changes")
        .register(registry);
    Gauge.builder("fivefaces.widget.streams", widgets, AtomicInteger::get)
        .description("Open chat widgets on customers' sites")
        .register(registry);
    Gauge.builder("fivefaces.exports.running", exports, AtomicInteger::get)
        .description("Downloads of answers under way")
        .register(registry);
    // from zero: the first of a counter that nobody had seen is no increase to Prometheus
    REFUSALS.forEach(this::refused);
    WEBHOOK_OUTCOMES.forEach(this::webhookAttempts);
    List.of("failing", "gone").forEach(this::webhookPauses);
    List.of("open", "stopped", "asked", "known_otherwise").forEach(this::npsCustomers);
    for (var channel : ChannelName.values()) {
      OUTCOMES.forEach(outcome -> invites(Kind.CSAT, channel.toString(), outcome));
    }
    OUTCOMES.forEach(outcome -> invites(Kind.NPS, ChannelName.EMAIL.toString(), outcome));
  }

  /** Whether the service is started and not stopping. */
  public void ready(BooleanSupplier ready) {
    Gauge.builder("fivefaces.ready", () -> ready.getAsBoolean() ? 1 : 0)
        .description("1 once everything is deployed and until it stops")
        .register(registry);
  }

  /** Whether the circuit breaker keeps mails from the relay. */
  public void relayResting(BooleanSupplier resting) {
    Gauge.builder("fivefaces.relay.resting", () -> resting.getAsBoolean() ? 1 : 0)
        .description("1 while the SMTP relay failed so often that it is left alone for a moment")
        .register(registry);
  }

  /** A station that begins to work. */
  public void station(String station) {
    failures(station);
  }

  /** Webhook events by what became of them: accepted, duplicate, and of the accepted unknown_type and dead_letter. */
  public void events(String sourceKind, String outcome, long count) {
    events
        .computeIfAbsent(
            sourceKind + " " + outcome,
            first -> counter(
                "fivefaces.events",
                "Webhook events received",
                "source",
                sourceKind,
                "outcome",
                outcome))
        .increment(count);
  }

  /** Webhook requests that were refused: signature, malformed, saturated, rate_limit, unknown_source, failed. */
  public void refusedWebhook(String reason) {
    refused(reason).increment();
  }

  public void ingested(Duration took) {
    ingest.record(took);
  }

  public void batchStored(int events) {
    batch.record(events);
  }

  public void projected(long events) {
    counter("fivefaces.events.projected", "Events applied to conversations").increment(events);
  }

  /** Replaces the age of the oldest event that waits for the projection. */
  public void projectionLag(Duration lag) {
    projectionLag.set(lag.toMillis());
  }

  /** Every gate's verdict of one judgement. */
  public void judged(Kind kind, Decision decision) {
    decision.verdicts().forEach(verdict -> verdict(kind, verdict.gate(), verdict.open()));
  }

  private void verdict(Kind kind, String gate, boolean open) {
    counter(
            "fivefaces.verdicts",
            "Verdicts of the gates",
            "kind",
            kind.toString(),
            "gate",
            gate,
            "open",
            Boolean.toString(open))
        .increment();
  }

  /**
   * An invite that was scheduled or sent_again by a person, cancelled, or came to an outcome at its channel: sent,
   * postponed, doubtful, failed, unknown, or lease_expired and overtaken where its worker was lost or late.
   */
  public void invite(Kind kind, String channel, String outcome) {
    invites(kind, channel, outcome).increment();
  }

  /** A whole walk over the customers of a quarter. */
  public void npsWalked() {
    counter("fivefaces.nps.walks", "Whole walks over the customers of a quarter")
        .increment();
  }

  /**
   * Customers whom a walk came by: those who may be asked are open, others are stopped by a gate, asked in this quarter
   * already, or known_otherwise, by a reference that comes first.
   */
  public void npsJudged(String outcome, int customers) {
    npsCustomers(outcome).increment(customers);
  }

  /** What the other side said of a hand-over whose end nobody heard: found, absent, unseen. */
  public void looked(String channel, String outcome) {
    counter(
            "fivefaces.looks",
            "Looks for hand-overs whose end nobody heard",
            "channel",
            channel,
            "outcome",
            outcome)
        .increment();
  }

  /** How long a channel took for one hand-over. */
  public void handedOver(Kind kind, String channel, String outcome, Duration took) {
    Timer.builder("fivefaces.handover")
        .description("Handing a survey over to its channel")
        .tag("kind", kind.toString())
        .tag("channel", channel)
        .tag("outcome", outcome)
        .register(registry)
        .record(took);
  }

  /** Answers by what became of them: recorded, already_answered, suspected, expired, forged, malformed, unavailable. */
  public void response(String outcome) {
    counter("fivefaces.responses", "Survey answers received", "outcome", outcome)
        .increment();
  }

  /** An answer that is not counted for now, by what is suspicious about it. */
  public void suspected(Suspicion reason) {
    counter(
            "fivefaces.suspected",
            "Survey answers kept aside as a machine's",
            "reason",
            reason.toString())
        .increment();
  }

  /** Unsubscribe links used, by what became of it: unsubscribed, already, resumed, forged, unavailable. */
  public void unsubscribe(String outcome) {
    counter("fivefaces.unsubscribes", "Unsubscribe links used", "outcome", outcome)
        .increment();
  }

  /**
   * What mail services told: accepted, delivered, bounced, complained, unsubscribed, unmatched, and of their webhooks
   * unauthentic, malformed and replayed.
   */
  public void bounces(String provider, String outcome) {
    counter(
            "fivefaces.bounces",
            "What mail services told of our mails",
            "provider",
            provider,
            "outcome",
            outcome)
        .increment();
  }

  /**
   * Interactions in Slack by what became of them: recorded, already_answered, not_invited, expired, forged, window,
   * commented, comment_exists, comment_too_long, ignored, failed.
   */
  public void slackInteraction(String outcome) {
    counter("fivefaces.slack.interactions", "Taps and windows in Slack", "outcome", outcome)
        .increment();
  }

  /** A download of answers by how it ended: whole, left by its reader, broken off by us, or refused. */
  public void export(String outcome) {
    counter("fivefaces.exports", "Downloads of answers", "outcome", outcome).increment();
  }

  /** Answers that were read for downloads. */
  public void exported(int rows) {
    counter("fivefaces.exported", "Answers read for downloads").increment(rows);
  }

  /** An attempt to deliver an outbound webhook: delivered, failed, exhausted by its last attempt, overtaken. */
  public void webhookAttempt(String outcome) {
    webhookAttempts(outcome).increment();
  }

  /** An endpoint of outbound webhooks that was paused: failing, gone. */
  public void webhookPaused(String reason) {
    webhookPauses(reason).increment();
  }

  /** Replaces how long those outbound webhooks had been due that are begun now. */
  public void webhookLag(Duration lag) {
    webhookLag.set(lag.toMillis());
  }

  public void daysRecounted(int days) {
    counter("fivefaces.days.recounted", "Stale days of the rollup that were recounted")
        .increment(days);
  }

  /** A round of a station that failed and will be tried again. */
  public void stationFailed(String station) {
    failures(station).increment();
  }

  public AtomicInteger viewers() {
    return viewers;
  }

  public AtomicInteger widgets() {
    return widgets;
  }

  public AtomicInteger exports() {
    return exports;
  }

  private Counter refused(String reason) {
    return counter("fivefaces.webhooks.refused", "Webhook requests refused", "reason", reason);
  }

  private Counter invites(Kind kind, String channel, String outcome) {
    return counter(
        "fivefaces.invites",
        "Invites by what became of them",
        "kind",
        kind.toString(),
        "channel",
        channel,
        "outcome",
        outcome);
  }

  private Counter npsCustomers(String outcome) {
    return counter("fivefaces.nps.customers", "Customers whom walks came by", "outcome", outcome);
  }

  private Counter webhookAttempts(String outcome) {
    return counter(
        "fivefaces.webhook.attempts", "Attempts to deliver outbound webhooks", "outcome", outcome);
  }

  private Counter webhookPauses(String reason) {
    return counter(
        "fivefaces.webhook.pauses", "Endpoints of outbound webhooks paused", "reason", reason);
  }

  private Counter failures(String station) {
    return counter("fivefaces.station.failures", "Failed rounds of a station", "station", station);
  }

  private Counter counter(String name, String description, String... labels) {
    return Counter.builder(name).description(description).tags(labels).register(registry);
  }
}

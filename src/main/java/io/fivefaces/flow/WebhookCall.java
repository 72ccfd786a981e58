package io.fivefaces.flow;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Keyring.Purpose;
import io.fivefaces.domain.WebhookAnswer;
import io.fivefaces.domain.WebhookAnswer.Answered;
import io.fivefaces.domain.WebhookAnswer.Unanswered;
import io.fivefaces.domain.WebhookVerdict;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.outbound.Courier;
import io.fivefaces.source.Signatures;
import io.fivefaces.store.Database;
import io.fivefaces.store.WebhookQueue;
import io.fivefaces.store.WebhookQueue.Claim;
import io.fivefaces.store.WebhookQueue.End;
import io.fivefaces.store.WebhookQueue.Written;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of a claimed delivery: signed for this moment, sent, judged, and its end written. */
public final class WebhookCall {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookCall.class);
  private static final String AGENT = "fivefaces-webhooks/1";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Longer than any call may take, by enough to write its end while the database hiccups. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final int WRITES = 30;

  private final Vertx vertx;
  private final WebhookQueue queue;
  private final Courier courier;
  private final Keyring keys;
  private final PauseNotice notice;
  private final Metrics metrics;
  private final Clock clock;

  public WebhookCall(
      Vertx vertx,
      WebhookQueue queue,
      Courier courier,
      Keyring keys,
      PauseNotice notice,
      Metrics metrics,
      Clock clock) {
    this.vertx = vertx;
    this.queue = queue;
    this.courier = courier;
    this.keys = keys;
    this.notice = notice;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Never fails: what cannot be written is tried again, by the same id, when the lease is over. */
  Future<Void> make(Claim claim) {
    long began = System.nanoTime();
    return Future.succeededFuture(claim).compose(this::send).compose(answer -> {
      var verdict =
          WebhookVerdict.of(answer, claim.attempts() + 1, RandomGenerator.getDefault()::nextDouble);
      return write(
          claim, end(answer, verdict, Duration.ofNanos(System.nanoTime() - began)), WRITES);
    });
  }

  private Future<WebhookAnswer> send(Claim claim) {
    try {
      var headers = headers(claim, clock.instant());
      return courier.post(claim.url(), headers, claim.payload());
    } catch (IllegalStateException e) {
      return Future.succeededFuture(
          new Unanswered("Its secret cannot be opened by today's master key. Make a new one."));
    }
  }

  private Map<String, String> headers(Claim claim, Instant now) {
    var timestamp = Long.toString(now.getEpochSecond());
    var signatures = claim.secrets().stream()
        .map(bytes -> keys.open(Purpose.WEBHOOK_SECRET, bytes))
        .map(secret -> Signatures.standard(secret, claim.event(), timestamp, claim.payload()))
        .collect(Collectors.joining(" "));
    return Map.of(
        "content-type",
        "application/json",
        "user-agent",
        AGENT,
        "webhook-id",
        claim.event(),
        "webhook-timestamp",
        timestamp,
        "webhook-signature",
        signatures);
  }

  private static End end(WebhookAnswer answer, WebhookVerdict verdict, Duration took) {
    var pause = verdict instanceof WebhookVerdict.Again again ? again.pause() : null;
    boolean delivered = verdict instanceof WebhookVerdict.Delivered;
    boolean gone = WebhookVerdict.isGone(answer);
    return switch (answer) {
      case Answered answered ->
        new End(took, answered.status(), inWords(answered.status()), delivered, pause, gone);
      case Unanswered unanswered -> new End(took, null, unanswered.error(), delivered, pause, gone);
    };
  }

  private static String inWords(int status) {
    return switch (status / 100) {
      case 2 -> null;
      case 3 -> "A redirect, which is not followed.";
      default -> status == WebhookVerdict.GONE ? "Gone for good, it says." : null;
    };
  }

  private Future<Void> write(Claim claim, End end, int tries) {
    return queue
        .finish(claim, end)
        .onSuccess(written -> tell(claim, end, written))
        .<Void>mapEmpty()
        .recover(failure -> {
          if (tries == 0 || Database.isRefusal(failure)) {
            LOG.error(
                "The end of webhook delivery {} of workspace {} could not be written: {}",
                claim.delivery(),
                claim.endpoint().workspace(),
                failure.toString());
            return Future.succeededFuture();
          }
          return vertx
              .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
              .compose(later -> write(claim, end, tries - 1));
        });
  }

  private void tell(Claim claim, End end, Written written) {
    metrics.webhookAttempt(outcome(claim, end, written));
    written.paused().ifPresent(reason -> {
      LOG.warn(
          "The webhook endpoint {} of workspace {} is paused: {}",
          claim.endpoint().number(),
          claim.endpoint().workspace(),
          reason);
      metrics.webhookPaused(reason);
      notice.paused(claim.endpoint(), reason);
    });
  }

  private static String outcome(Claim claim, End end, Written written) {
    if (!written.held()) {
      return "overtaken";
    }
    if (end.delivered()) {
      return "delivered";
    }
    return end.pause() == null && !claim.byHand() ? "exhausted" : "failed";
  }
}

package io.fivefaces.channel;

import io.fivefaces.config.Config;
import io.fivefaces.domain.HandOver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands mails to an SMTP relay over a few reused connections. */
public final class SmtpPostman implements Postman {

  private static final int CONNECTIONS = 8;
  private static final int UNDER_WAY = 64;
  private static final int TOLERATED = 5;
  private static final Duration REST = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final SigningClients clients;
  private final Signatory signatory;
  private final Duration deadline;
  private final CircuitBreaker breaker;
  private final AtomicInteger underWay = new AtomicInteger();

  /** A postman for one relay who answers every mail within the deadline. */
  public SmtpPostman(
      Vertx vertx, Config.Smtp relay, Duration deadline, Signatory signatory, InstantSource clock) {
    this.vertx = vertx;
    this.clients = new SigningClients(vertx, options(relay, deadline));
    this.signatory = signatory;
    this.deadline = deadline;
    this.breaker = new CircuitBreaker(TOLERATED, REST, clock);
  }

  @Override
  public Future<HandOver> post(Mail mail) {
    var message = new SmtpMessage(mail);
    if (underWay.incrementAndGet() > UNDER_WAY) {
      underWay.decrementAndGet();
      return notBegun("too many mails are waiting for the relay");
    }
    if (!breaker.admits()) {
      underWay.decrementAndGet();
      return notBegun("the relay failed several times in a row and is left alone for a moment");
    }
    return send(mail, message).onSuccess(outcome -> {
      underWay.decrementAndGet();
      learn(outcome);
    });
  }

  @Override
  public boolean isResting() {
    return breaker.isOpen();
  }

  /** Says goodbye to the relay. */
  public Future<Void> close() {
    return clients.close();
  }

  private Future<HandOver> send(Mail mail, SmtpMessage message) {
    Promise<HandOver> outcome = Promise.promise();
    long timer = vertx.setTimer(deadline.toMillis(), id -> outcome.tryComplete(late(message)));
    Future.succeededFuture()
        .compose(ready -> signatory.keyFor(mail))
        .map(found -> found.filter(key -> key.domain().equals(mail.from().domain())))
        .compose(key -> clients.of(key).sendMail(message))
        .onComplete(
            sent -> outcome.tryComplete(new HandOver.Accepted(null)),
            failure -> outcome.tryComplete(judge(message, failure)));
    return outcome.future().onSuccess(settled -> vertx.cancelTimer(timer));
  }

  private static HandOver late(SmtpMessage message) {
    return message.abandon()
        ? new HandOver.NotBegun("the relay was not ready in time")
        : new HandOver.Unclear("the relay did not answer in time");
  }

  private static HandOver judge(SmtpMessage message, Throwable failure) {
    if (!message.hasBegun()) {
      return new HandOver.NotBegun(Reason.of("the relay could not be used", failure.getMessage()));
    }
    return failure instanceof SMTPException refusal
        ? RelayReply.judge(refusal)
        : new HandOver.Unclear(
            Reason.of("the connection broke while the mail was handed over", failure.getMessage()));
  }

  /** A relay that loses mails is as much in trouble as one that cannot be reached. */
  private void learn(HandOver outcome) {
    switch (outcome) {
      case HandOver.Accepted accepted -> breaker.succeeded();
      case HandOver.Deferred deferred -> breaker.succeeded();
      case HandOver.Throttled throttled -> breaker.succeeded();
      case HandOver.Unreachable unreachable -> breaker.succeeded();
      case HandOver.Refused refused -> breaker.succeeded();
      case HandOver.NotBegun notBegun -> breaker.failed();
      case HandOver.Unclear unclear -> breaker.failed();
    }
  }

  private static Future<HandOver> notBegun(String reason) {
    return Future.succeededFuture(new HandOver.NotBegun(reason));
  }

  private static MailConfig options(Config.Smtp relay, Duration deadline) {
    boolean anonymous = relay.user().isEmpty();
    return new MailConfig()
        .setHostname(relay.host().replaceAll("[\\[\\]]", ""))
        .setPort(relay.port())
        .setSsl(relay.encryption() == Config.Smtp.Encryption.IMPLICIT)
        .setStarttls(
            switch (relay.encryption()) {
              case IMPLICIT -> StartTLSOptions.DISABLED;
              case REQUIRED -> StartTLSOptions.REQUIRED;
              case OPTIONAL -> StartTLSOptions.OPTIONAL;
            })
        // who would have accepted no encryption at all does not insist on a certificate
        .setTrustAll(relay.encryption() == Config.Smtp.Encryption.OPTIONAL)
        .setLogin(anonymous ? LoginOption.DISABLED : LoginOption.REQUIRED)
        .setUsername(anonymous ? null : relay.user())
        .setPassword(anonymous ? null : relay.password())
        .setMaxPoolSize(CONNECTIONS)
        .setKeepAlive(true)
        // with pipelining a relay that closes early looks like one that lost the mail
        .setPipelining(false)
        .setConnectTimeout((int) shorter(CONNECT, deadline).toMillis())
        .setSslHandshakeTimeout(shorter(CONNECT, deadline).toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) shorter(IDLE, deadline).toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  private static Duration shorter(Duration one, Duration two) {
    return one.compareTo(two) < 0 ? one : two;
  }
}

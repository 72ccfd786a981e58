package io.fivefaces.outbound;

import io.fivefaces.domain.Addresses;
import io.fivefaces.domain.Network;
import io.fivefaces.domain.WebhookAnswer;
import io.fivefaces.domain.WebhookAnswer.Unanswered;
import io.fivefaces.domain.WebhookUrl;
import io.fivefaces.domain.WebhookUrl.Reading;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Posts to addresses that users gave. A name is resolved once, all of its addresses are checked, and only a checked one is
 * connected to. Each message has a connection of its own, so no receiver can hold up another; it ends with the deadline
 * however slowly the bytes drip. No redirect is followed and nothing is unpacked.
 */
public final class Courier {

  private static final int MOST_HEAD_BYTES = 16 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final HostNames names;
  private final Addresses addresses;
  private final Duration deadline;
  private final Clock clock;

  /** Asks these names, goes to these addresses, and trusts whom Java trusts. */
  public Courier(
      Vertx vertx, HostNames names, Addresses addresses, Duration deadline, Clock clock) {
    this(vertx, new HttpClientOptions(), names, addresses, deadline, clock);
  }

  Courier(
      Vertx vertx,
      HttpClientOptions trust,
      HostNames names,
      Addresses addresses,
      Duration deadline,
      Clock clock) {
    this.vertx = vertx;
    this.names = names;
    this.addresses = addresses;
    this.deadline = deadline;
    this.clock = clock;
    client = vertx.createHttpClient(trust
        .setConnectTimeout((int) deadline.toMillis())
        .setSslHandshakeTimeout(deadline.toSeconds())
        .setVerifyHost(true)
        .setDecompressionSupported(false)
        .setMaxHeaderSize(MOST_HEAD_BYTES));
  }

  /** The answer, or why there is none; never fails, and never takes longer than the deadline. */
  public Future<WebhookAnswer> post(String url, Map<String, String> headers, byte[] body) {
    return switch (WebhookUrl.read(url, addresses)) {
      case Reading.Refused refused -> Future.succeededFuture(new Unanswered(refused.reason()));
      case Reading.Usable usable -> {
        var post = new Post(vertx, client, usable.url(), headers, body, deadline, clock);
        resolve(usable.url().host())
            .compose(found -> checked(found, usable.url().encrypted()))
            .onSuccess(post::begin)
            .onFailure(post::giveUp);
        yield post.answer();
      }
    };
  }

  /** Why nothing is posted to this address today, in a sentence; empty where something is, or its name is not known yet. */
  public Future<Optional<String>> refusal(String url) {
    return switch (WebhookUrl.read(url, addresses)) {
      case Reading.Refused refused -> Future.succeededFuture(Optional.of(refused.reason()));
      case Reading.Usable usable ->
        resolve(usable.url().host())
            .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .compose(found -> checked(found, usable.url().encrypted()))
            .map(found -> Optional.<String>empty())
            .otherwise(failure -> Optional.of(failure)
                .filter(NotAllowed.class::isInstance)
                .map(Throwable::getMessage));
    };
  }

  private Future<List<InetAddress>> resolve(String host) {
    return Network.literal(host)
        .map(bytes -> Future.succeededFuture(List.of(address(bytes))))
        .orElseGet(() -> names.of(host));
  }

  /** One address that must not be reached condemns the name, however many others it has. */
  private Future<List<InetAddress>> checked(List<InetAddress> found, boolean encrypted) {
    if (found.isEmpty()) {
      return Future.failedFuture(new UnknownHostException());
    }
    return found.stream().allMatch(one -> addresses.mayReach(one.getAddress(), encrypted))
        ? Future.succeededFuture(found)
        : Future.failedFuture(new NotAllowed(encrypted));
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.fivefaces.demo;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.source.Signatures;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Sends the simulated shop's webhooks, signed as a chat system signs them. */
final class Hooks {

  private final Door door;
  private final Clock clock;

  Hooks(Door door, Clock clock) {
    this.door = door;
    this.clock = clock;
  }

  /** Fails unless the webhook was taken. */
  Future<Void> send(ConnectedSource source, Parcel parcel) {
    var timestamp = Long.toString(clock.instant().getEpochSecond());
    var headers = Map.of(
        "content-type",
        "application/json",
        "webhook-id",
        parcel.id(),
        "webhook-timestamp",
        timestamp,
        "webhook-signature",
        Signatures.standard(source.secret(), parcel.id(), timestamp, parcel.body()));
    return door.post("/hooks/" + source.key(), headers, parcel.body(), Set.of(202));
  }
}

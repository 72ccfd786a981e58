package io.fivefaces.demo;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Sends what the pretend Slack tells, signed as Slack signs. */
final class SlackHooks {

  private final Door door;
  private final Clock clock;

  SlackHooks(Door door, Clock clock) {
    this.door = door;
    this.clock = clock;
  }

  /** Fails unless the event was taken. */
  Future<Void> event(ConnectedSource source, byte[] event) {
    return door.post(
        "/hooks/" + source.key(), signed(source, "application/json", event), event, Set.of(202));
  }

  /** What an interaction is answered; fails unless it was taken. */
  Future<String> interaction(ConnectedSource source, byte[] payload) {
    var text = new String(payload, StandardCharsets.UTF_8);
    var form = Keyring.utf8("payload=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    return door.ask(
        "/hooks/" + source.key() + "/interactions",
        signed(source, "application/x-www-form-urlencoded", form),
        form,
        Set.of(200));
  }

  private Map<String, String> signed(ConnectedSource source, String type, byte[] body) {
    var timestamp = Long.toString(clock.instant().getEpochSecond());
    var hmac =
        Hmac.SHA256.of(Keyring.utf8(source.secret()), Keyring.utf8("v0:" + timestamp + ":"), body);
    return Map.of(
        "content-type",
        type,
        "x-slack-request-timestamp",
        timestamp,
        "x-slack-signature",
        "v0=" + HexFormat.of().formatHex(hmac));
  }
}

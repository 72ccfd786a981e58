package io.fivefaces.flow;

import io.fivefaces.channel.Letter;
import io.fivefaces.channel.Letters;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.store.WebhookKeepers;
import io.fivefaces.store.WebhookKeepers.Keepers;
import io.fivefaces.store.WebhookQueue.EndpointId;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to a workspace's owners and admins that an endpoint of theirs was paused, and what they can do. */
public final class PauseLetters implements PauseNotice {

  private static final Logger LOG = LoggerFactory.getLogger(PauseLetters.class);

  private final WebhookKeepers keepers;
  private final Letters letters;
  private final String baseUrl;

  /** Letters with links that begin with this URL. */
  public PauseLetters(WebhookKeepers keepers, Letters letters, String baseUrl) {
    this.keepers = keepers;
    this.letters = letters;
    this.baseUrl = baseUrl;
  }

  @Override
  public void paused(EndpointId endpoint, String reason) {
    keepers
        .of(endpoint)
        .onSuccess(told -> told.emails().stream()
            .flatMap(email -> EmailAddress.parse(email).stream())
            .forEach(to -> letters.post(letter(endpoint, told, to, reason))))
        .onFailure(failure -> LOG.warn(
            "Nobody could be told of the pause of webhook endpoint {} of workspace {}: {}",
            endpoint.number(),
            endpoint.workspace(),
            failure.toString()));
  }

  private Letter letter(EndpointId endpoint, Keepers keepers, EmailAddress to, String reason) {
    // the rest of the URL may hold a secret
    var host = URI.create(keepers.url()).getHost();
    var why = reason.equals("gone")
        ? "It answered 410, which says that it is gone for good."
        : "Every attempt to reach it failed for five days.";
    return new Letter(
        OptionalInt.of(endpoint.workspace()),
        to,
        "The webhook to " + host + " is paused",
        List.of(
            "The webhook of " + keepers.workspace() + " to " + host + " is paused. " + why,
            "What happens meanwhile is kept for 30 days and goes there once you resume it: "
                + baseUrl + "/webhooks?workspace=" + endpoint.workspace()));
  }
}

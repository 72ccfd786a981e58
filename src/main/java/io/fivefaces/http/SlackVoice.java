package io.fivefaces.http;

import io.fivefaces.channel.SlackApi;
import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.SlackApp;
import io.fivefaces.store.SlackApps;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said in Slack once a tap was answered: each thing once, within seconds, and lost where Slack does not take it. */
final class SlackVoice {

  private static final Logger LOG = LoggerFactory.getLogger(SlackVoice.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_UP_MS = 400;

  private final SlackApps apps;
  private final SlackApi slack;

  SlackVoice(SlackApps apps, SlackApi slack) {
    this.apps = apps;
    this.slack = slack;
  }

  /** Calls a method of Slack's Web API. */
  void say(ConnectedSource source, String method, Object body) {
    app(source)
        .onSuccess(app -> say(app, method, body))
        .onFailure(failure ->
            LOG.warn("Nothing could be said in Slack for {}: {}", source, failure.toString()));
  }

  /** As {@link #say(ConnectedSource, String, Object)}, through an app that was found before. */
  void say(SlackApp app, String method, Object body) {
    slack.post(method, app.botToken(), body, PATIENCE).onSuccess(answer -> {
      if (!(answer instanceof SlackApi.Answer.Done)) {
        LOG.warn("Slack did not take {} of {}: {}", method, app, answer);
      }
    });
  }

  /** The app of a source; fails where there is none and where the database does not tell it in time. */
  Future<SlackApp> app(ConnectedSource source) {
    return apps.of(source.workspace(), source.id())
        .timeout(LOOK_UP_MS, TimeUnit.MILLISECONDS)
        .map(found -> found.orElseThrow(() -> new IllegalStateException("there is no bot token")));
  }
}

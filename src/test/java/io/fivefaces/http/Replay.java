package io.fivefaces.http;

import io.fivefaces.support.Caller;
import io.fivefaces.support.TestApp;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Does to a running survey what a {@link Behaviour} tells, in its time. */
final class Replay {

  private final TestApp app;
  private final String link;
  private final Behaviour behaviour;
  /** The proof in the form that somebody, or a page with a name, shows; empty where it has no form. */
  private final Map<String, String> views = new HashMap<>();

  private final Map<String, String> sent = new HashMap<>();
  private Duration now = Duration.ZERO;

  Replay(TestApp app, String link, Behaviour behaviour) {
    this.app = app;
    this.link = link;
    this.behaviour = behaviour;
  }

  void run() {
    for (var step : behaviour.steps()) {
      app.advance(step.at().minus(now));
      now = step.at();
      act(step.who(), step.deed().split(" "));
    }
  }

  private void act(String who, String[] deed) {
    switch (deed[0]) {
      case "opens" -> {
        var view = app.view(link + "?score=" + deed[1], headers(who));
        views.put(who, view);
        if (deed.length > 2) {
          views.put(deed[3], view);
        }
      }
      case "heads" -> app.request("HEAD", link + "?score=" + deed[1], null, headers(who));
      case "submits" -> submit(who, views.get(deed.length > 2 ? deed[3] : who), deed[1], "");
      case "fills" -> submit(who, views.get(who), deed[4], "x");
      case "posts" -> post(who, "score=" + deed[1]);
      case "repeats" -> post(who, sent.get(deed[1]));
      case "takes" -> views.put(who, views.get(deed[2]));
      default -> throw new IllegalArgumentException(behaviour.name() + ": " + deed[0]);
    }
  }

  /** Sends a page's form, with the fields that a browser sends; a page without a form cannot be sent. */
  private void submit(String who, String view, String score, String decoy) {
    if (!view.isEmpty()) {
      post(who, "score=" + score + "&comment=&more=" + decoy + "&view=" + view);
    }
  }

  private void post(String who, String form) {
    sent.put(who, form);
    var headers = Stream.concat(
            Stream.of("content-type", "application/x-www-form-urlencoded"), Stream.of(headers(who)))
        .toArray(String[]::new);
    views.put(who, Caller.view(app.request("POST", link, form, headers)));
  }

  private String[] headers(String who) {
    return behaviour.headers().get(who).toArray(String[]::new);
  }
}

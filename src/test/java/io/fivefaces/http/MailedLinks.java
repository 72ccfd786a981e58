package io.fivefaces.http;

import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.util.Map;
import java.util.regex.Pattern;

/** Survey links as the customers of a service with the built-in mailbox find them. */
final class MailedLinks {

  /** A service without an SMTP server. */
  static final Map<String, String> MAILBOX = Map.of("FIVEFACES_SMTP_URL", "");

  private static final Pattern SURVEY = Pattern.compile("http://\\S+(/s/[A-Za-z0-9_-]+)\\?score=5");
  private static final Pattern UNSUBSCRIBE = Pattern.compile("http://\\S+(/u/[A-Za-z0-9_-]{44})");

  private MailedLinks() {}

  /** The path of a survey, such as {@code /s/…}, of a conversation that is made for it. */
  static String ask(TestApp app, TestSource source, String conversation) {
    return mailed(app, source, conversation, SURVEY);
  }

  private static String mailed(TestApp app, TestSource source, String conversation, Pattern link) {
    app.hook(source, Samples.closedTalk(conversation));
    app.withInvite(source.workspace(), conversation, "sent");
    var newest = "/api/workspaces/" + source.workspace() + "/mailbox";
    var id = app.api("GET", newest).json().at("/items/0/id").asText();
    var text = app.api("GET", newest + "/" + id).json().get("text").asText();
    var match = link.matcher(text);
    if (!match.find()) {
      throw new IllegalStateException("no link in " + text);
    }
    return match.group(1);
  }

  /** The path of a survey in a workspace of its own. */
  static String ask(TestApp app) {
    return ask(app, app.newSource(app.newAskingWorkspace()), "4711");
  }

  /** The path that ends the surveys, such as {@code /u/…}, in a workspace of its own. */
  static String unsubscribe(TestApp app) {
    return mailed(app, app.newSource(app.newAskingWorkspace()), "4711", UNSUBSCRIBE);
  }
}

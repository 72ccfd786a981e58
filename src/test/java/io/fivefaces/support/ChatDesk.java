package io.fivefaces.support;

import io.fivefaces.domain.VisitorHash;
import io.fivefaces.support.Caller.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A support desk that asks in the chat, and its visitors. */
public record ChatDesk(Caller app, TestSource source) {

  public static ChatDesk open(Caller app) {
    var workspace = app.newWorkspace();
    app.settings(workspace, Map.of("csat_enabled", true, "csat_chat_enabled", true));
    return new ChatDesk(app, app.newSource(workspace));
  }

  /** What stands behind {@code /hooks/} and {@code /widget/}. */
  public String key() {
    return source.url().substring(source.url().lastIndexOf('/') + 1);
  }

  public String hash(String visitor) {
    return VisitorHash.of(visitor, source.secret());
  }

  /** Pages of these sites may show the widget, from now on. */
  public void allow(String... sites) {
    var path = "/api/workspaces/" + source.workspace() + "/sources/" + source.id();
    var reply = app.api("PATCH", path, Map.of("allowed_sites", List.of(sites)));
    if (reply.status() != 200) {
      throw new IllegalStateException(reply.toString());
    }
    for (var site : sites) {
      app.until(
          site + " is allowed",
          () -> app.request("OPTIONS", "/widget/" + key() + "/answers", null, "origin", site),
          answer -> answer.status() == 204);
    }
  }

  /** A chat with this visitor, ended. */
  public void chat(String ref, String visitor, Object... more) {
    var events = new ArrayList<Object>(List.of(
        Samples.created(ref).about("channel", "chat").about("visitor", visitor),
        Samples.inbound(ref),
        Samples.outbound(ref)));
    events.addAll(List.of(more));
    events.add(Samples.closed(ref));
    app.hook(source, events);
  }

  /** A chat that this visitor is asked about. */
  public void ask(String ref, String visitor) {
    chat(ref, visitor);
    app.withInvite(source.workspace(), ref, "sent");
  }

  public String streamUrl(String visitor, String hash) {
    return app.url("/widget/" + key() + "/stream?visitor="
        + URLEncoder.encode(visitor, StandardCharsets.UTF_8) + "&hash=" + hash);
  }

  /** What a page of this visitor hears. */
  public EventStream listen(String visitor) throws IOException, InterruptedException {
    return EventStream.open(streamUrl(visitor, hash(visitor)));
  }

  /** The token of what this visitor is asked now. */
  public String token(String visitor) throws IOException, InterruptedException {
    try (var stream = listen(visitor)) {
      app.until("there is an event", stream::events, events -> !events.isEmpty());
      return stream.data().get("token").asText();
    }
  }

  public Reply answer(String visitor, String token, int score) {
    return post("answers", visitor, hash(visitor), token, "\"score\":" + score);
  }

  public Reply comment(String visitor, String token, String comment) {
    return post(
        "answers/comment", visitor, hash(visitor), token, "\"comment\":\"" + comment + "\"");
  }

  /** What the widget posts, with one more field and more headers. */
  public Reply post(
      String path, String visitor, String hash, String token, String more, String... headers) {
    var body = "{\"visitor\":\"%s\",\"hash\":\"%s\",\"token\":\"%s\",%s}"
        .formatted(visitor, hash, token, more);
    var all = new ArrayList<>(List.of("content-type", "application/json"));
    all.addAll(List.of(headers));
    return app.request("POST", "/widget/" + key() + "/" + path, body, all.toArray(String[]::new));
  }
}

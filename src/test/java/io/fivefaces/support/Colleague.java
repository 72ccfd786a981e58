package io.fivefaces.support;

import io.fivefaces.support.Caller.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody who works with a service, in a browser that is signed in. */
public final class Colleague {

  public static final String PASSWORD = "purple kettle on the roof";

  private static final String SESSION = "fivefaces=";

  private final TestApp app;
  private String cookie;

  private Colleague(TestApp app, String cookie) {
    this.app = app;
    this.cookie = cookie;
  }

  /** Somebody with this role, who came by an invitation. */
  public static Colleague in(TestApp app, String workspace, String role) {
    return invited(app, workspace, role + "-" + workspace + "@us.test", role);
  }

  /** Signs in by password. */
  public static Colleague signedIn(TestApp app, String email, String password) {
    return of(app, signIn(app, email, password));
  }

  /** Whoever an answer gave a session. */
  public static Colleague of(TestApp app, Reply reply) {
    return new Colleague(app, session(reply));
  }

  /** A try to sign in by password. */
  public static Reply signIn(TestApp app, String email, String password) {
    return app.request(
        "POST",
        "/sign-in",
        "email=" + encoded(email) + "&password=" + encoded(password),
        "content-type",
        "application/x-www-form-urlencoded");
  }

  /** Invites somebody new, who accepts by the link and is signed in. */
  public static Colleague invited(TestApp app, String workspace, String email, String role) {
    return of(app, accept(app, token(invite(app, workspace, email, role)), PASSWORD));
  }

  /** An invitation by the admin key. */
  public static Reply invite(TestApp app, String workspace, String email, String role) {
    return app.api(
        "POST", "/api/workspaces/" + workspace + "/members", Map.of("email", email, "role", role));
  }

  /** The token behind the hash of an answer's link. */
  public static String token(Reply invited) {
    return invited.json().get("link").asText().split("#")[1];
  }

  /** Accepts an invitation as somebody new. */
  public static Reply accept(TestApp app, String token, String password, String... headers) {
    return post(
        app,
        "/invitation/accept",
        "{\"token\":\"%s\",\"name\":\"Bo\",\"password\":\"%s\"}".formatted(token, password),
        headers);
  }

  /** A POST of JSON by a page that has no session. */
  public static Reply post(TestApp app, String path, String body, String... headers) {
    var all = new ArrayList<>(List.of("content-type", "application/json"));
    all.addAll(List.of(headers));
    return app.request("POST", path, body, all.toArray(String[]::new));
  }

  /** An API call of the browser, which keeps a new cookie. */
  public Reply api(String method, String path, String... body) {
    var reply = body.length == 0
        ? app.request(method, path, null, "cookie", cookie)
        : app.request(method, path, body[0], "cookie", cookie, "content-type", "application/json");
    if (reply.header("set-cookie").contains(SESSION)) {
      cookie = session(reply);
    }
    return reply;
  }

  /** The session's cookie, as it is sent. */
  public String cookie() {
    return cookie;
  }

  /** What the session's cookie carries. */
  public String token() {
    return cookie.substring(SESSION.length());
  }

  private static String session(Reply reply) {
    return reply.headers().getOrDefault("set-cookie", List.of()).stream()
        .map(one -> one.split(";")[0])
        .filter(one -> one.startsWith(SESSION))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(reply.toString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package io.fivefaces.http;

import io.fivefaces.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;

/** A refusal, thrown by whoever refuses and rendered in one place as {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String title;
  /** How many seconds later the sender may try again; 0 says nothing. */
  private final long retryAfter;

  private Problem(int status, String title, String detail, long retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.retryAfter = retryAfter;
  }

  /** The request cannot be understood; the detail says what to send instead. */
  static Problem badRequest(String detail) {
    return new Problem(400, "The request cannot be understood", detail, 0);
  }

  static Problem unauthorized() {
    return new Problem(
        401,
        "Not signed in",
        "Sign in, or send 'Authorization: Bearer <key>' with a valid API key.",
        0);
  }

  /** The webhook's signature does not match. */
  static Problem badSignature() {
    return new Problem(
        401,
        "The signature does not match",
        "Sign the raw body with this source's secret, by the scheme of its kind, at most 5 minutes ago.",
        0);
  }

  /** The key that came in place of a signature does not bring events here. */
  static Problem badKey() {
    return new Problem(
        401,
        "This key brings no events here",
        "Send a key of this workspace that is not revoked and has the role ingest, admin or owner, or sign the raw body"
            + " with this source's secret.",
        0);
  }

  /** A key came to a source that its own system signs for. */
  static Problem keyOfNoUse() {
    return new Problem(
        401,
        "This source takes no API key",
        "Only a source of kind native takes events by a key. Here its system signs the raw body, by the scheme of its"
            + " kind.",
        0);
  }

  /** The webhook of a mail service is not proved to be its own. */
  static Problem unproven(String provider, String key) {
    return new Problem(
        401,
        "This is not proved to come from " + provider,
        "Compare " + key + " with what " + provider
            + " shows, and this machine's clock with the world's.",
        0);
  }

  /** A webhook that is good once came twice; 406 tells its sender to stop. */
  static Problem replayed() {
    return new Problem(406, "Told before", "This webhook's token was used; nothing was taken.", 0);
  }

  /** It needs a key of the server that is not set. */
  static Problem switchedOff(String key) {
    return new Problem(
        404, "Switched off", "Set the server's key " + key + " to switch this address on.", 0);
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Not allowed", detail, 0);
  }

  static Problem notFound(String what) {
    return new Problem(404, "Not found", "There is no such " + what + ".", 0);
  }

  static Problem conflict(String title, String detail) {
    return new Problem(409, title, detail, 0);
  }

  static Problem gone(String title, String detail) {
    return new Problem(410, title, detail, 0);
  }

  static Problem unsupportedType() {
    return new Problem(415, "Wrong content type", "Send the body as application/json.", 0);
  }

  static Problem tooMany(String detail, long retryAfter) {
    return new Problem(429, "Too many requests", detail, retryAfter);
  }

  /** It is on our side and passes. */
  static Problem unavailable() {
    return new Problem(
        503, "Try again in a moment", "The service is saturated or its database is away.", 1);
  }

  /** Answering takes longer than an answer may take. */
  static Problem tooSlow(String detail) {
    return new Problem(503, "This takes too long", detail, 1);
  }

  /** Any other status that the libraries refuse with. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> notFound("address");
      case 405 -> new Problem(405, "Wrong method", "This address does not take that method.", 0);
      case 413 -> new Problem(413, "Too large", "The body is larger than this address takes.", 0);
      case 400 -> badRequest("The request is malformed.");
      default -> new Problem(status, "Refused", "The request was refused.", 0);
    };
  }

  /** A fault of ours; the cause is in the log. */
  static Problem internal() {
    return new Problem(500, "Something went wrong", "It was logged and is ours to mend.", 0);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  void writeTo(HttpServerResponse response) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", getMessage());
    if (retryAfter > 0) {
      response.putHeader("retry-after", Long.toString(retryAfter));
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(Json.write(body)));
  }
}

package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.json.Json;
import java.time.Instant;
import java.util.Base64;

/** An event that tells of nothing, so that no receiver takes it for an answer of a customer. */
record TestEvent(String type, Instant timestamp, Data data) {

  record Data(String message) {}

  static final String TYPE = "webhook.test";

  private static final int ID_BYTES = 16;

  /** An id of its own. */
  static String id(Keyring keys) {
    return "test_" + Base64.getUrlEncoder().withoutPadding().encodeToString(keys.random(ID_BYTES));
  }

  /** The body of a test at this moment. */
  static byte[] payload(Instant now) {
    return Json.write(
        new TestEvent(TYPE, now, new Data("A test of this webhook; nobody answered anything.")));
  }
}

package io.fivefaces.http;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;

/** An event that tells of nothing: of a type of its own, so that no receiver takes it for a customer's answer. */
final class TestEvent {

  static final String TYPE = "webhook.test";

  private static final int ID_BYTES = 16;

  private TestEvent() {}

  /** An id of its own. */
  static String id(Keyring keys) {
    return "test_" + keys.randomText(ID_BYTES);
  }

  /** The body of a test at this moment. */
  static byte[] payload(Instant now) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("type", TYPE);
    fields.put("message", "A test of this webhook: no customer answered anything.");
    fields.put("sentAt", Timestamps.format(now));
    return Json.write(fields);
  }
}

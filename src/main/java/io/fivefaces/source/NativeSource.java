package io.fivefaces.source;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.json.Json;
import io.fivefaces.json.JsonException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Our own events, for systems that can speak as we wish: one object or an array of up to 500, Standard Webhooks. What
 * comes by a key instead of a signature may be without a webhook's id; its events then have their own.
 */
final class NativeSource implements Source {

  private static final int MOST_EVENTS = 500;
  private static final int LONGEST_ID = 200;
  private static final ObjectReader AT_THE_DOOR = Json.tolerantReaderOf(NativeEvent.class);
  private static final ObjectReader KEPT = Json.trustingReaderOf(NativeEvent.class);
  private static final ObjectReader HEAD = Json.tolerantReaderOf(NativeEvent.Head.class);

  @Override
  public String kind() {
    return "native";
  }

  @Override
  public boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now) {
    return Signatures.isStandard(webhook, secrets, now);
  }

  @Override
  public Ends ends() {
    return Ends.BOTH;
  }

  @Override
  public Proof proof() {
    return Proof.STANDARD_WEBHOOKS;
  }

  @Override
  public Intake take(Webhook webhook) {
    return new Intake.Events(events(webhook));
  }

  private static List<SourceEvent> events(Webhook webhook) {
    var webhookId = webhookId(webhook);
    if (!isArray(webhook.body())) {
      return List.of(event(webhook.body(), webhookId));
    }
    var elements = elements(webhook.body());
    var events = new ArrayList<SourceEvent>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      try {
        events.add(event(elements.get(i), webhookId == null ? null : webhookId + ":" + i));
      } catch (JsonException e) {
        throw new JsonException("Event " + i + ": " + e.getMessage());
      }
    }
    return events;
  }

  /** The id of the whole webhook; null where it has none. */
  private static String webhookId(Webhook webhook) {
    var id = webhook.header().apply("webhook-id");
    if (id == null || id.isEmpty()) {
      return null;
    }
    if (id.length() > LONGEST_ID) {
      throw new JsonException("'webhook-id' has more than " + LONGEST_ID + " characters");
    }
    return id;
  }

  @Override
  public Reading read(byte[] payload, SourceSettings settings) {
    var event = parse(KEPT, payload);
    return event
        .toEvent()
        .<Reading>map(told -> new Reading.Told(List.of(told)))
        .orElseGet(() -> new Reading.UnknownType(event.type()));
  }

  private static SourceEvent event(byte[] payload, String fallbackId) {
    var event = parse(AT_THE_DOOR, payload);
    var id = event.id() == null ? fallbackId : event.id();
    if (id == null) {
      throw new JsonException(
          "'id' is missing. Give the event one that stays the same when it is sent again, or send a 'webhook-id'");
    }
    return new SourceEvent(id, payload);
  }

  private static NativeEvent parse(ObjectReader reader, byte[] payload) {
    try {
      return Json.read(reader, payload, 0, payload.length);
    } catch (JsonException e) {
      return unknown(payload).orElseThrow(() -> e);
    }
  }

  /** An event whose type is none of ours, so that its other parts may have any shape. */
  private static Optional<NativeEvent> unknown(byte[] payload) {
    try {
      NativeEvent.Head head = Json.read(HEAD, payload, 0, payload.length);
      return head.asUnknown();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** Whether the first bracket is an array's. */
  private static boolean isArray(byte[] body) {
    for (byte b : body) {
      if (b == '[' || b == '{') {
        return b == '[';
      }
    }
    return false;
  }

  /** The bytes of each element of an array. */
  private static List<byte[]> elements(byte[] body) {
    try (var json = Json.parser(body)) {
      json.nextToken();
      var elements = new ArrayList<byte[]>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        elements.add(
            Arrays.copyOfRange(body, start, (int) json.currentLocation().getByteOffset()));
        if (elements.size() > MOST_EVENTS) {
          throw new JsonException(
              "More than " + MOST_EVENTS + " events; send them in several webhooks");
        }
      }
      if (json.nextToken() != null) {
        throw new JsonException("Text after the array");
      }
      return elements;
    } catch (IOException e) {
      throw Json.failure(e);
    }
  }
}

package io.fivefaces.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.json.Json;
import io.fivefaces.json.JsonException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A part of a system's JSON, read liberally because systems and their versions differ: what is missing, null or of
 * another shape is absent, and a number does for a text.
 */
public final class Fields {

  private static final ObjectReader TREE = Json.tolerantReaderOf(JsonNode.class);
  private static final BigDecimal FIRST_MILLISECONDS = new BigDecimal("1e11");

  /** Of nothing. */
  public static final Fields NONE = new Fields(MissingNode.getInstance());

  private final JsonNode node;

  private Fields(JsonNode node) {
    this.node = node;
  }

  /**
   * The fields of a JSON object.
   *
   * @throws JsonException when these bytes are none
   */
  public static Fields of(byte[] json) {
    JsonNode node = Json.read(TREE, json, 0, json.length);
    if (!node.isObject()) {
      throw new JsonException("Expected a JSON object");
    }
    return new Fields(node);
  }

  /**
   * The objects of a JSON array.
   *
   * @throws JsonException when these bytes are none
   */
  public static List<Fields> allOf(byte[] json) {
    JsonNode node = Json.read(TREE, json, 0, json.length);
    if (!node.isArray()) {
      throw new JsonException("Expected a JSON array");
    }
    return new Fields(node).each();
  }

  /** As {@link #of}, but bytes that are no JSON object have no fields: enough to look for a key. */
  public static Fields orNone(byte[] json) {
    try {
      return of(json);
    } catch (JsonException e) {
      return NONE;
    }
  }

  /** The part at this path; it may be absent, and so is then everything below it. */
  public Fields at(String... path) {
    var found = node;
    for (var name : path) {
      found = found.path(name);
    }
    return new Fields(found);
  }

  public boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  public boolean has(String name) {
    return !at(name).isAbsent();
  }

  public boolean isObject() {
    return node.isObject();
  }

  /** The text or number at this path as a text, or null; a blank one is null. */
  public String text(String... path) {
    var found = at(path).node;
    if (!found.isTextual() && !found.isNumber()) {
      return null;
    }
    if (found.isFloatingPointNumber()) {
      // never in scientific notation, in which 1768471560.25 would else be written
      return Double.isFinite(found.doubleValue()) ? found.decimalValue().toPlainString() : null;
    }
    var text = found.asText();
    return text.isBlank() ? null : Json.whole(text);
  }

  /** As {@link #text}, but the other where there is none. */
  public String textOr(String other, String... path) {
    var text = text(path);
    return text == null ? other : text;
  }

  /**
   * As {@link #text}.
   *
   * @throws JsonException when it is absent
   */
  public String needText(String... path) {
    var text = text(path);
    if (text == null) {
      throw new JsonException("'" + String.join(".", path) + "' is missing");
    }
    return text;
  }

  /** Whether there is a true at this path. */
  public boolean flag(String... path) {
    var found = at(path).node;
    return found.isBoolean() && found.booleanValue();
  }

  /** The whole number at this path, also one written as a text, or null. */
  public Long number(String... path) {
    var text = text(path);
    return text != null && text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : null;
  }

  /**
   * The time at this path, or null: ISO 8601 with an offset, or seconds or milliseconds since 1970, as their size tells,
   * also fractional and also written as a text.
   */
  public Instant time(String... path) {
    var text = text(path);
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,15}([.][0-9]{1,9})?")) {
      return Timestamps.parse(text).orElse(null);
    }
    var decimal = new BigDecimal(text);
    var seconds = decimal.compareTo(FIRST_MILLISECONDS) < 0 ? decimal : decimal.movePointLeft(3);
    long whole = seconds.longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Timestamps.bounded(Instant.ofEpochSecond(whole, nanos)).orElse(null);
  }

  /**
   * As {@link #time}.
   *
   * @throws JsonException when it is absent or no time
   */
  public Instant needTime(String... path) {
    var time = time(path);
    if (time == null) {
      throw new JsonException("'" + String.join(".", path) + "' is missing or no time");
    }
    return time;
  }

  /** The elements of the array at this path; none where it is absent. */
  public List<Fields> each(String... path) {
    var found = at(path).node;
    return found.isArray()
        ? StreamSupport.stream(found.spliterator(), false).map(Fields::new).toList()
        : List.of();
  }

  /** The texts of the array at this path, or null where it is absent. */
  public List<String> texts(String... path) {
    return at(path).node.isArray()
        ? each(path).stream().map(Fields::text).filter(text -> text != null).toList()
        : null;
  }

  /** The text of this name in each object of the array at this path, or null where the array is absent. */
  public List<String> textOfEach(String name, String... path) {
    return at(path).node.isArray()
        ? each(path).stream()
            .map(one -> one.text(name))
            .filter(text -> text != null)
            .toList()
        : null;
  }
}

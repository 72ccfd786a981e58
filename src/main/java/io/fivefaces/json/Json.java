package io.fivefaces.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * JSON at the doors: read once, strictly typed, into records; names in snake_case, times in UTC with milliseconds.
 * Refused: doubled keys, coerced types, trailing text, NUL bytes, depth over 32. Half a character becomes U+FFFD.
 */
public final class Json {

  private static final JsonMapper STRICT = mapper();
  private static final JsonMapper TOLERANT = mapper()
      .rebuild()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  private Json() {}

  /** Reads records of this type; a field that the type does not have is ignored. */
  public static ObjectReader tolerantReaderOf(Class<?> type) {
    return TOLERANT.readerFor(type);
  }

  /** As {@link #tolerantReaderOf}, for what was read before: it does not look for doubled keys again. */
  public static ObjectReader trustingReaderOf(Class<?> type) {
    return tolerantReaderOf(type).without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  /** Reads one value of this type; a field that the type does not have is refused. */
  public static <T> T read(byte[] json, Class<T> type) {
    return read(STRICT.readerFor(type), json, 0, json.length);
  }

  /** Reads one value from a part of these bytes. */
  public static <T> T read(ObjectReader reader, byte[] json, int offset, int length) {
    refuseNul(json, offset, length);
    try {
      T value = reader.readValue(json, offset, length);
      if (value == null) {
        throw new JsonException("Expected an object, found null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new JsonException(explain(e));
    } catch (IOException e) {
      throw new JsonException("Cannot be read as JSON");
    }
  }

  /** A copy of the value with the fields of this JSON object laid over it. */
  public static <T> T merge(T value, byte[] patch, Class<T> type) {
    var fields = read(patch, JsonNode.class);
    if (!fields.isObject()) {
      throw new JsonException("Expected an object with the fields to change");
    }
    ObjectNode merged = STRICT.valueToTree(value);
    merged.setAll((ObjectNode) fields);
    return read(write(merged), type);
  }

  /** A parser over these bytes that refuses what this class refuses. */
  public static JsonParser parser(byte[] json) {
    refuseNul(json, 0, json.length);
    try {
      return STRICT.createParser(json);
    } catch (IOException e) {
      throw new JsonException("Cannot be read as JSON");
    }
  }

  /** A parse failure in words for the sender. */
  public static JsonException failure(IOException cause) {
    return new JsonException(
        cause instanceof JsonProcessingException e ? explain(e) : "Cannot be read as JSON");
  }

  /** The JSON of a value. */
  public static byte[] write(Object value) {
    try {
      return STRICT.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text with U+FFFD in place of every half of a character. */
  public static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> isHalf(c) ? 0xfffd : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static void refuseNul(byte[] json, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (json[i] == 0) {
        throw new JsonException("Expected UTF-8 without NUL bytes");
      }
    }
  }

  /** Names the place and the expectation, never the content. */
  private static String explain(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "Unknown field '" + unknown.getPropertyName() + "'";
    }
    if (e instanceof JsonMappingException far && e.getCause() instanceof InputCoercionException) {
      return "'" + path(far) + "' is out of range";
    }
    if (e instanceof MismatchedInputException mismatch) {
      var path = path(mismatch);
      if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
        return "'" + path + "' is one of "
            + Arrays.toString(wrong.getTargetType().getEnumConstants());
      }
      var cause = mismatch.getCause() instanceof IllegalArgumentException refused
          ? refused.getMessage()
          : null;
      if (cause != null) {
        return cause;
      }
      return path.isEmpty()
          ? "Expected one JSON object and nothing behind it"
          : "'" + path + "' has the wrong type or value";
    }
    if (e.getCause() instanceof IllegalArgumentException
        || e.getCause() instanceof NullPointerException) {
      return e.getCause().getMessage();
    }
    var place = e.getLocation();
    return place == null
        ? "Not well-formed JSON"
        : "Not well-formed JSON at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static JsonMapper mapper() {
    var factory = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxNameLength(200)
            .maxNumberLength(40)
            .maxDocumentLength(1 << 20)
            .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
        .build();
    return JsonMapper.builder(factory)
        .addModule(new Scalars())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
        .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .withCoercionConfig(
            LogicalType.Textual,
            text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Integer,
            number -> number.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
        .build();
  }
}

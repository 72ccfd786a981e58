package io.fivefaces.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.fivefaces.domain.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/** How times, days and texts are read and written. */
final class Scalars extends SimpleModule {
  private static final long serialVersionUID = 1;

  Scalars() {
    addSerializer(Instant.class, new InstantSerializer());
    addSerializer(LocalDate.class, ToStringSerializer.instance);
    addDeserializer(Instant.class, new InstantDeserializer());
    addDeserializer(String.class, new TextDeserializer());
  }

  /** Texts cut within a character are common in the wild, and the database takes none. */
  private static final class TextDeserializer extends StringDeserializer {
    private static final long serialVersionUID = 1;

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
      var text = super.deserialize(json, context);
      return text == null ? null : Json.whole(text);
    }
  }

  private static final class InstantSerializer extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(Timestamps.format(value));
    }
  }

  private static final class InstantDeserializer extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, json);
      }
      return Timestamps.parse(json.getText())
          .orElseThrow(() -> context.weirdStringException(null, Instant.class, "no time"));
    }
  }
}

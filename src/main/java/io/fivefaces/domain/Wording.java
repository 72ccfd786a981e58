package io.fivefaces.domain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What customers read, in one language: the UTF-8 file {@code messages_<tag>.properties}, which a translator can edit.
 * What a file leaves out is said in English.
 */
public final class Wording {

  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_ISOLATE = '\u2069';
  private static final Map<Language, Wording> ALL = new EnumMap<>(Language.class);

  static {
    var english = read(Language.ENGLISH, null);
    Arrays.stream(Language.values())
        .forEach(language -> ALL.put(language, new Wording(language, read(language, english))));
  }

  private final Language language;
  private final Properties texts;

  private Wording(Language language, Properties texts) {
    this.language = language;
    this.texts = texts;
  }

  public static Wording in(Language language) {
    return ALL.get(language);
  }

  public Language language() {
    return language;
  }

  /** The text of a key; refuses a key that even the English file does not have. */
  public String text(String key) {
    var text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text is called " + key);
    }
    return text;
  }

  /** The text of a key with its {@code {{variables}}} filled in. */
  public String text(String key, Map<String, String> values) {
    return fill(text(key), values);
  }

  /** A template of this language, filled in; amid text from right to left each value keeps its own direction. */
  public String fill(String template, Map<String, String> values) {
    return Template.fill(template, language.isRightToLeft() ? isolated(values) : values);
  }

  private static Map<String, String> isolated(Map<String, String> values) {
    return values.entrySet().stream()
        .collect(Collectors.toMap(
            Map.Entry::getKey, value -> FIRST_STRONG_ISOLATE + value.getValue() + POP_ISOLATE));
  }

  /** The text of a key as a survey of this kind says it: NPS has its own behind {@code nps.}. */
  public String text(Kind kind, String key, Map<String, String> values) {
    return text(kind == Kind.CSAT ? key : kind + "." + key, values);
  }

  /** What a score of this kind is called; empty for a number that speaks for itself. */
  public String word(Kind kind, int score) {
    return switch (kind) {
      case CSAT -> text("rating." + score);
      case NPS -> score == 0 ? text("nps.least") : score == 10 ? text("nps.most") : "";
    };
  }

  /** The word beside a face. */
  public String word(Rating rating) {
    return word(Kind.CSAT, rating.score());
  }

  private static Properties read(Language language, Properties otherwise) {
    var texts = new Properties(otherwise);
    try (var file =
        Wording.class.getResourceAsStream("/messages_" + language.tag() + ".properties")) {
      if (file != null) {
        texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.fivefaces.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The languages that customers are asked in. */
public enum Language {
  ENGLISH("en"),
  GERMAN("de"),
  FRENCH("fr"),
  SPANISH("es"),
  ITALIAN("it"),
  PORTUGUESE("pt"),
  DUTCH("nl"),
  POLISH("pl"),
  SWEDISH("sv"),
  TURKISH("tr"),
  UKRAINIAN("uk"),
  JAPANESE("ja"),
  KOREAN("ko"),
  CHINESE("zh-Hans"),
  ARABIC("ar"),
  HEBREW("he");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The language of a locale such as {@code de}, {@code pt-BR}, {@code zh_CN}; empty where we do not speak it. */
  public static Optional<Language> of(String locale) {
    if (locale == null) {
      return Optional.empty();
    }
    var code = Locale.forLanguageTag(locale.strip().replace('_', '-')).getLanguage();
    return Arrays.stream(values())
        .filter(language -> language.locale().getLanguage().equals(code))
        .findFirst();
  }

  /** Every tag, separated by commas. */
  public static String tags() {
    return Arrays.stream(values()).map(Language::tag).collect(Collectors.joining(", "));
  }

  /** Its BCP 47 tag, as in a page's {@code lang}. */
  public String tag() {
    return tag;
  }

  public boolean isRightToLeft() {
    return this == ARABIC || this == HEBREW;
  }

  private Locale locale() {
    return Locale.forLanguageTag(tag);
  }
}

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

  private static final int LONGEST_HEADER = 500;

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

  /** The language that a text names in itself or in English, such as {@code Deutsch} or {@code Brazilian Portuguese}. */
  public static Optional<Language> named(String text) {
    var name = text == null ? "" : text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(language -> name.contains(language.nameIn(Locale.ENGLISH))
            || name.contains(language.nameIn(language.locale())))
        .findFirst();
  }

  /** The customer's language, else the conversation's, else the workspace's, as far as we speak them, else English. */
  public static Language chosen(String customer, String conversation, String workspace) {
    return of(customer).or(() -> of(conversation)).or(() -> of(workspace)).orElse(ENGLISH);
  }

  /** The language that a browser's {@code Accept-Language} likes best of ours, else English. */
  public static Language accepted(String header) {
    if (header == null || header.length() > LONGEST_HEADER) {
      return ENGLISH;
    }
    try {
      return Locale.LanguageRange.parse(header).stream()
          .filter(range -> range.getWeight() > 0)
          .flatMap(range -> of(range.getRange()).stream())
          .findFirst()
          .orElse(ENGLISH);
    } catch (IllegalArgumentException e) {
      return ENGLISH;
    }
  }

  /** Every tag, separated by commas. */
  public static String tags() {
    return Arrays.stream(values()).map(Language::tag).collect(Collectors.joining(", "));
  }

  /** Its BCP 47 tag, as in a page's {@code lang}. */
  public String tag() {
    return tag;
  }

  /** How it runs, as in a page's {@code dir}. */
  public String direction() {
    return isRightToLeft() ? "rtl" : "ltr";
  }

  public boolean isRightToLeft() {
    return this == ARABIC || this == HEBREW;
  }

  private String nameIn(Locale reader) {
    return locale().getDisplayLanguage(reader).toLowerCase(Locale.ROOT);
  }

  private Locale locale() {
    return Locale.forLanguageTag(tag);
  }
}

package io.fivefaces.domain;

import java.util.List;
import java.util.regex.Pattern;

/** A browser in words that its owner recognises, from the header that it sends. */
public final class BrowserName {

  /** What a header holds, and the word for it; the first that fits is the one, for most name others as well. */
  private record Word(String sign, String name) {}

  private static final List<Word> BROWSERS = List.of(
      new Word("Edg", "Edge"),
      new Word("OPR/", "Opera"),
      new Word("SamsungBrowser", "Samsung Internet"),
      new Word("Firefox/", "Firefox"),
      new Word("FxiOS", "Firefox"),
      new Word("CriOS", "Chrome"),
      new Word("Chrome/", "Chrome"),
      new Word("Safari/", "Safari"));
  private static final List<Word> SYSTEMS = List.of(
      new Word("iPhone", "iPhone"),
      new Word("iPad", "iPad"),
      new Word("Android", "Android"),
      new Word("CrOS", "ChromeOS"),
      new Word("Windows", "Windows"),
      new Word("Mac OS X", "macOS"),
      new Word("Linux", "Linux"));
  private static final Pattern PROGRAM = Pattern.compile("([A-Za-z][A-Za-z0-9.-]{1,29})[/ ].*");

  private BrowserName() {}

  /** Such as {@code Firefox on Windows}, for a User-Agent that may be null. */
  public static String of(String userAgent) {
    var agent = userAgent == null ? "" : userAgent;
    var system = named(SYSTEMS, agent);
    var browser = named(BROWSERS, agent);
    if (browser.isEmpty()) {
      var program = PROGRAM.matcher(agent);
      return program.matches() && system.isEmpty() ? program.group(1) : "A browser" + on(system);
    }
    return browser + on(system);
  }

  private static String on(String system) {
    return system.isEmpty() ? "" : " on " + system;
  }

  private static String named(List<Word> words, String agent) {
    return words.stream()
        .filter(word -> agent.contains(word.sign()))
        .map(Word::name)
        .findFirst()
        .orElse("");
  }
}

package io.fivefaces.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The chat systems that can be connected. A new one is one more file and its entry here. */
public final class Sources {

  public static final List<Source> ALL = List.of(
      new NativeSource(),
      new ChatwootSource(),
      new SlackSource(),
      new ZammadSource(),
      new ZendeskSource(),
      new IntercomSource(),
      new FrontSource(),
      new CrispSource(),
      new FreshchatSource());

  private static final Map<String, Source> BY_KIND =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Source::kind, source -> source));

  private Sources() {}

  public static Optional<Source> ofKind(String kind) {
    return Optional.ofNullable(BY_KIND.get(kind));
  }
}

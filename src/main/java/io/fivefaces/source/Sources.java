package io.fivefaces.source;

import java.util.List;
import java.util.Optional;

/** The chat systems that can be connected. A new one is one more file and its entry here. */
public final class Sources {

  public static final List<Source> ALL = List.of(
      new NativeSource(),
      new SlackSource(),
      new IntercomSource(),
      new FrontSource(),
      new FreshchatSource());

  private Sources() {}

  public static Optional<Source> ofKind(String kind) {
    return ALL.stream().filter(source -> source.kind().equals(kind)).findFirst();
  }
}

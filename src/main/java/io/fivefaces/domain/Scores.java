package io.fivefaces.domain;

import java.util.Optional;

/** Which scores a list of answers is of. */
public sealed interface Scores {
  record Any() implements Scores {}

  /** 1 and 2. */
  record Low() implements Scores {}

  record Only(Rating rating) implements Scores {}

  /** What a text asks for: {@code low} or a score from 1 to 5; null asks for any, another text for nothing that is. */
  static Optional<Scores> of(String text) {
    if (text == null) {
      return Optional.of(new Any());
    }
    if (text.equals("low")) {
      return Optional.of(new Low());
    }
    return text.matches("[1-5]")
        ? Rating.of(Integer.parseInt(text)).map(Only::new)
        : Optional.empty();
  }
}

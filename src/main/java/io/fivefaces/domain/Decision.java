package io.fivefaces.domain;

import java.util.List;
import java.util.Optional;

/** The verdict of every gate on one candidate. */
public record Decision(List<Verdict> verdicts) {

  /** The first shut gate's name: why there is no survey. Empty when the customer may be asked. */
  public Optional<String> reason() {
    return verdicts.stream()
        .filter(verdict -> !verdict.open())
        .map(Verdict::gate)
        .findFirst();
  }
}

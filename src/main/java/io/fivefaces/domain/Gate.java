package io.fivefaces.domain;

import java.util.function.Function;

/**
 * One condition under which a customer may be asked.
 *
 * @param name the same in code, table, metric label, API and page
 * @param <C> what it looks at: the candidates of one kind of survey
 */
public record Gate<C>(String name, Function<C, Look> look) {

  /** What a gate found: whether it is open, and what it saw. */
  public record Look(boolean open, String saw) {}

  public Verdict judge(C candidate) {
    var found = look.apply(candidate);
    return new Verdict(name, found.open(), found.saw());
  }
}

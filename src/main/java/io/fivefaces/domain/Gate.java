package io.fivefaces.domain;

import java.util.function.Function;

/**
 * One condition under which a customer may be asked.
 *
 * @param name the same in code, table, metric label, API and page
 */
public record Gate(String name, Function<Candidate, Look> look) {

  /** What a gate found: whether it is open, and what it saw. */
  public record Look(boolean open, String saw) {}

  public Verdict judge(Candidate candidate) {
    var found = look.apply(candidate);
    return new Verdict(name, found.open(), found.saw());
  }
}

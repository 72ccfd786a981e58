package io.fivefaces.domain;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why an answer may be a machine's and is kept aside. Nothing of it is final: whoever presses the button once more is
 * counted, unless that, too, has a machine's shape, and a person of the team can count any of them.
 */
public enum Suspicion {
  /** The form came without a page view of this survey. */
  NO_VIEW,
  /** The page was looked at more than a day before. */
  STALE_VIEW,
  /** Whoever sent it opened the mail's links one after the other, faster than a person. */
  ALL_LINKS,
  /** Whoever sent it asked for several heads without a page. */
  HEAD_BURST,
  /** Whoever sent it, or looked at the page, says that it is a scanner, or does not say who it is. */
  SCANNER_AGENT,
  /** The page was fetched ahead of its reader. */
  PREFETCH,
  /** A field was filled that nobody sees. */
  DECOY,
  /** Another answer came first. */
  ALREADY_ANSWERED;

  /**
   * A press of the button.
   *
   * @param shown its proof of a page view
   * @param decoy whether the field was filled that nobody sees
   * @param program whether it is JSON without such a proof: no page sends that, only a program written for this service
   */
  public record Press(PageView.Shown shown, UserAgent agent, boolean decoy, boolean program) {}

  /** For so long after its last link a scanner may still be at work on the pages that it got. */
  private static final Duration AFTERMATH = Duration.ofSeconds(30);

  /** What is suspicious about a press, given the newest looks at its survey, oldest first. */
  public static Optional<Suspicion> of(Press press, List<Look> looks) {
    if (press.agent().kind() == UserAgent.Kind.SCANNER) {
      return Optional.of(SCANNER_AGENT);
    }
    if (press.decoy()) {
      return Optional.of(DECOY);
    }
    return switch (press.shown()) {
      case PageView.Missing missing -> press.program() ? Optional.empty() : Optional.of(NO_VIEW);
      case PageView.Stale stale -> Optional.of(STALE_VIEW);
      case PageView.Fresh fresh -> of(press.agent(), fresh.view(), looks);
    };
  }

  /**
   * What turned out to be suspicious about the look that led to a counted answer: that it was one of a machine's looks at
   * all links. A scanner that opens and sends one page after the other is known only by its third or fourth.
   */
  public static Optional<Suspicion> inHindsight(String view, List<Look> looks) {
    return find(view, looks)
        .filter(look -> Burst.of(of(look.agent(), looks)).stream()
            .anyMatch(
                burst -> burst.shape() == ALL_LINKS && burst.covers(look.at(), Duration.ZERO)))
        .map(look -> ALL_LINKS);
  }

  private static Optional<Suspicion> of(UserAgent sender, PageView view, List<Look> looks) {
    var look = find(view.id(), looks);
    var looker = look.map(Look::agent).orElse(sender);
    if (looker.kind() == UserAgent.Kind.SCANNER) {
      return Optional.of(SCANNER_AGENT);
    }
    if (view.origin() == PageView.Origin.LINK) {
      if (looker.kind() == UserAgent.Kind.NAMELESS || sender.kind() == UserAgent.Kind.NAMELESS) {
        return Optional.of(SCANNER_AGENT);
      }
      if (looker.kind() == UserAgent.Kind.PREFETCH || sender.kind() == UserAgent.Kind.PREFETCH) {
        return Optional.of(PREFETCH);
      }
    }
    var at = look.map(Look::at).orElse(view.at());
    return Stream.of(Burst.of(of(sender, looks)), Burst.of(of(looker, looks)), inTurn(looks))
        .flatMap(List::stream)
        .filter(burst -> burst.covers(at, AFTERMATH))
        .map(Burst::shape)
        .findFirst();
  }

  /** Somebody whose own looks explain a burst leaves the others above suspicion. */
  private static List<Burst> inTurn(List<Look> looks) {
    var explained = looks.stream()
        .map(Look::agent)
        .distinct()
        .filter(agent -> !Burst.of(of(agent, looks)).isEmpty())
        .collect(Collectors.toSet());
    return Burst.inTurn(
        looks.stream().filter(look -> !explained.contains(look.agent())).toList());
  }

  private static List<Look> of(UserAgent agent, List<Look> looks) {
    return looks.stream()
        .filter(look -> look.agent().print().equals(agent.print()))
        .toList();
  }

  private static Optional<Look> find(String view, List<Look> looks) {
    return looks.stream().filter(look -> Objects.equals(look.view(), view)).findFirst();
  }

  /** Such as {@code all_links}; the same in the table, the API and the metrics. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The suspicion of a name that {@link #toString} gave. */
  public static Suspicion parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}

package io.fivefaces.demo;

import io.fivefaces.domain.Person;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Somebody in the simulated shop's team.
 *
 * @param skill the score that customers would give on average, did the scale not end at 5
 * @param share of ten conversations, how many are theirs
 */
record Agent(String name, double skill, double share) {

  static final List<Agent> ALL = List.of(
      new Agent("Priya", 5.0, 2.4),
      new Agent("Mira", 4.8, 2.1),
      new Agent("Edith", 4.6, 1.1),
      new Agent("Jonas", 4.5, 1.9),
      new Agent("Leila", 4.2, 1.5),
      new Agent("Tariq", 3.7, 1.0));

  /** Who takes over what others could not finish. */
  static final Agent LEAD = ALL.get(2);

  /** The same where nobody in particular helped. */
  static final double NOBODYS_SKILL = 3.8;

  /** One of the team, the busy ones more often. */
  static Agent any(RandomGenerator random) {
    double left = random.nextDouble(ALL.stream().mapToDouble(Agent::share).sum());
    for (var agent : ALL) {
      left -= agent.share;
      if (left < 0) {
        return agent;
      }
    }
    return LEAD;
  }

  /** Whom a text names, if anybody. */
  static Optional<Agent> namedIn(String text) {
    return ALL.stream()
        .filter(
            agent -> Pattern.compile("\\b" + agent.name + "\\b").matcher(text).find())
        .findFirst();
  }

  Person person() {
    var ref = name.toLowerCase(Locale.ROOT);
    return new Person("agent-" + ref, name, ref + "@demo-shop.test");
  }
}

package io.fivefaces.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How likely a customer is to recommend the company.
 *
 * @param value 0 to 10
 */
public record NpsScore(int value) {

  /** Who answers alike. */
  public enum Group {
    DETRACTOR(0, 6),
    PASSIVE(7, 8),
    PROMOTER(9, 10);

    private final int least;
    private final int most;

    Group(int least, int most) {
      this.least = least;
      this.most = most;
    }

    /** The group of this name, such as {@code promoter}, or empty. */
    public static Optional<Group> parse(String name) {
      return Arrays.stream(values())
          .filter(group -> group.toString().equals(name))
          .findFirst();
    }

    /** The scores of the group, the worst first. */
    public List<Integer> scores() {
      return IntStream.rangeClosed(least, most).boxed().toList();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NpsScore {
    if (!Kind.NPS.isScore(value)) {
      throw new IllegalArgumentException("a score of NPS is 0 to 10");
    }
  }

  /** Who gives it. */
  public Group group() {
    return Arrays.stream(Group.values())
        .filter(group -> group.scores().contains(value))
        .findFirst()
        .orElseThrow();
  }
}

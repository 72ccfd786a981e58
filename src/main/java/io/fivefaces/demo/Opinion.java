package io.fivefaces.demo;

import java.util.random.RandomGenerator;

/**
 * What a simulated customer thinks of a conversation.
 *
 * @param comment null where they have nothing to add
 */
record Opinion(int score, String comment) {

  /** Of those who were asked, how many answer. */
  static final double ANSWERING = 0.29;

  private static final double SPREAD = 1.05;
  private static final double ANGER = 0.4;

  /**
   * An opinion in words of this language.
   *
   * @param skill of whoever helped
   * @param mood what the day adds to it
   */
  static Opinion of(RandomGenerator random, double skill, double mood, String language) {
    long felt = Math.round(random.nextGaussian(skill + mood, SPREAD));
    // who is disappointed enough to say so often says the worst
    int score = felt == 2 && random.nextDouble() < ANGER ? 1 : Math.clamp(felt, 1, 5);
    boolean speaks = random.nextDouble() < (score <= 2 ? 0.75 : 0.45);
    boolean late = mood < DemoDay.LATE && score <= 2 && random.nextDouble() < 0.6;
    return new Opinion(
        score,
        speaks ? Phrases.COMMENTS.any(random, (late ? "late" : score) + " " + language) : null);
  }
}

package io.fivefaces.demo;

import java.util.random.RandomGenerator;

/**
 * What a simulated customer thinks of a conversation, or of the shop.
 *
 * @param comment null where they have nothing to add
 */
record Opinion(int score, String comment) {

  /** Of those who were asked, how many answer. */
  static final double ANSWERING = 0.29;

  private static final double SPREAD = 1.05;
  private static final double ANGER = 0.4;
  private static final double GOODWILL = 8.7;
  private static final double SPREAD_OF_SHOP = 2.2;

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

  /** An opinion of the shop, 0 to 10, in words of this language: a bad day weighs less than it does on a conversation. */
  static Opinion ofShop(RandomGenerator random, double mood, String language) {
    double usual = GOODWILL + 2 * Math.max(mood, DemoDay.LATE);
    long felt = Math.round(random.nextGaussian(usual, SPREAD_OF_SHOP));
    int score =
        felt <= 4 && random.nextDouble() < ANGER ? random.nextInt(3) : Math.clamp(felt, 0, 10);
    boolean speaks = random.nextDouble() < (score <= 6 ? 0.6 : 0.4);
    // two numbers say about as much as one face, and the worst face as much as 0, 1 and 2
    int face = Math.max(1, score / 2 + score % 2);
    return new Opinion(score, speaks ? Phrases.COMMENTS.any(random, face + " " + language) : null);
  }
}

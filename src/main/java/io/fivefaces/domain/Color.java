package io.fivefaces.domain;

import java.util.regex.Pattern;

/** An opaque colour, and what the eye can tell apart on it (WCAG 2.2, relative luminance). */
public record Color(int red, int green, int blue) {

  public static final Color WHITE = new Color(255, 255, 255);
  public static final Color BLACK = new Color(0, 0, 0);

  private static final Pattern SHAPE = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final int STEPS = 50;

  /** The colour of a text such as #2f6f5e; refuses any other shape, so that its text is safe in a style sheet. */
  public static Color parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("a colour looks like #2f6f5e");
    }
    int rgb = Integer.parseInt(text.substring(1), 16);
    return new Color(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }

  /** How well two colours can be told apart: 1 not at all, 21 black on white. */
  public double contrast(Color other) {
    double one = luminance() + 0.05;
    double two = other.luminance() + 0.05;
    return Math.max(one, two) / Math.min(one, two);
  }

  /** Black or white, whichever reads better on this colour; never below 4.5. */
  public Color ink() {
    return contrast(WHITE) >= 4.5 ? WHITE : BLACK;
  }

  /** The nearest lighter or darker shade of this colour that reaches a contrast on a background. */
  public Color legibleOn(Color background, double contrast) {
    var goal = background.ink();
    for (int step = 0; step < STEPS; step++) {
      var shade = towards(goal, step / (double) STEPS);
      if (shade.contrast(background) >= contrast) {
        return shade;
      }
    }
    return goal;
  }

  private Color towards(Color goal, double share) {
    return new Color(
        mix(red, goal.red, share), mix(green, goal.green, share), mix(blue, goal.blue, share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  @Override
  public String toString() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }
}

package io.fivefaces.domain;

/** One part of a whole less another: its score interval is made of all differences that the score test accepts. */
record NetShare(long more, long less, long whole) {

  /** Enough for every bit that a double has. */
  private static final int HALVINGS = 64;

  Interval interval() {
    double net = (double) (more - less) / whole;
    return new Interval(end(net, -1), end(net, 1));
  }

  /** Whether what was counted is likely enough where this is the true difference. */
  private boolean accepts(double net) {
    double b = (2 * whole - more + less) * net - more - less;
    double c = -less * net * (1 - net);
    // the likeliest share of the lesser part, given the difference: the larger root of 2 whole x^2
    // + b x + c
    double lesser = (Math.sqrt(Math.max(0, b * b - 8 * whole * c)) - b) / (4 * whole);
    double off = more - less - whole * net;
    return off * off <= Interval.Z * Interval.Z * whole * (2 * lesser + net * (1 - net));
  }

  /** The last difference on the way from the counted one to an end of the scale that is accepted. */
  private double end(double counted, double end) {
    if (counted == end) {
      return end;
    }
    double in = counted;
    double out = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (in + out) / 2;
      if (accepts(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }
}

package io.fivefaces.domain;

/** Student's distribution, as far as 95 % intervals need it. */
final class StudentT {

  private static final double Z = 1.959963984540054;
  /** Exact where the expansion is not: 1 to 4 degrees of freedom. */
  private static final double[] FEW = {12.706205, 4.302653, 3.182446, 2.776445};

  private StudentT() {}

  /** What 97.5 % lie below, to three decimals; by the expansion of Cornish and Fisher beyond a few degrees. */
  static double quantile(long freedom) {
    if (freedom <= FEW.length) {
      return FEW[(int) freedom - 1];
    }
    double z2 = Z * Z;
    double first = Z * (z2 + 1) / 4;
    double second = Z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double fourth = Z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160;
    double n = freedom;
    return Z + (first + (second + (third + fourth / n) / n) / n) / n;
  }
}

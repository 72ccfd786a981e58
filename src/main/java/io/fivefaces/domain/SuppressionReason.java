package io.fivefaces.domain;

import java.util.Locale;

/** Why an address gets no survey any more; the strongest first, and a stronger one replaces a weaker. */
public enum SuppressionReason {
  /** Its owner called a survey spam. */
  COMPLAINED,
  /** Its owner asked for no more. */
  UNSUBSCRIBED,
  /** A survey came back for good. */
  BOUNCED,
  /** The relay refused it for good. */
  REFUSED,
  /** One of ours put it there. */
  MANUAL;

  /** Such as {@code bounced}; the same in the table, the API and the verdicts. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason of a name that {@link #toString} gave. */
  public static SuppressionReason parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}

package io.fivefaces.domain;

import java.util.Locale;

/** The end of a conversation after which its customer may be asked. */
public enum Trigger {
  /** It moved to a closed state, whoever moved it. */
  CLOSED,
  /** A person resolved it; closing it afterwards cancels what is pending. */
  RESOLVED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

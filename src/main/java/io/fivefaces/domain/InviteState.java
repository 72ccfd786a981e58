package io.fivefaces.domain;

import java.util.Locale;

/** Where an invite is on its way; the last four are ends, and all but SENT carry a reason. */
public enum InviteState {
  SCHEDULED,
  CLAIMED,
  SENDING,
  SENT,
  CANCELLED,
  FAILED,
  UNKNOWN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.fivefaces.client;

import java.io.IOException;

/** Somebody answered, and not with a 200. */
public final class UnexpectedStatus extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  UnexpectedStatus(int status) {
    super("the answer was " + status);
    this.status = status;
  }

  /** Whether what was asked is to blame, not whoever was. */
  public boolean isRefusal() {
    return status >= 400 && status < 500;
  }
}

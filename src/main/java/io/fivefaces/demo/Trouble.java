package io.fivefaces.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that something does not work, and no more until it did. */
final class Trouble {

  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private final String what;
  private boolean told;

  Trouble(String what) {
    this.what = what;
  }

  void met(Throwable cause) {
    if (!told) {
      LOG.warn("{} and is tried again: {}", what, cause.toString());
    }
    told = true;
  }

  void over() {
    told = false;
  }
}

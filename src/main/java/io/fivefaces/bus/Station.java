package io.fivefaces.bus;

/** Who hears facts. */
public enum Station {
  PROJECTION,
  GATES,
  DELIVERY,
  STATS,
  WEBHOOKS,
  /** The open pages: the only station of which every instance hears a fact. */
  PAGES
}

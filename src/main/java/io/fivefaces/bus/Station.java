package io.fivefaces.bus;

/** Who hears facts. */
public enum Station {
  PROJECTION,
  GATES,
  DELIVERY,
  /** Hears nothing: its work comes with time. */
  NPS,
  STATS,
  WEBHOOKS,
  /** The open pages: the only station of which every instance hears a fact. */
  PAGES
}

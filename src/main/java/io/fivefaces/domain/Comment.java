package io.fivefaces.domain;

/** What a customer writes beside a score. */
public final class Comment {

  /** In characters. */
  public static final int LONGEST = 2000;

  private Comment() {}

  /** What was written, each line's end as one character as browsers count it; empty where that is nothing. */
  public static String clean(String given) {
    return given == null ? "" : given.replace("\r\n", "\n").replace("\0", "").strip();
  }
}

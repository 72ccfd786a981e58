package io.fivefaces.domain;

import java.util.Locale;

/** Where a conversation took place, and so where its customer is asked. */
public enum ChannelName {
  EMAIL,
  CHAT,
  SLACK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

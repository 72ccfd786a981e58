package io.fivefaces.domain;

import java.util.Locale;

/** Whose tap on a survey in Slack counts; never that of one of ours. */
public enum SlackRespondents {
  /** Every customer in the channel. */
  ANYONE,
  /** Only who began the conversation. */
  REQUESTER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.fivefaces.source;

import java.util.List;

/** What an authentic webhook asks for. */
public sealed interface Intake {

  /** To keep these events. */
  record Events(List<SourceEvent> events) implements Intake {}

  /** To prove that its address is ours, by answering with this text. */
  record Challenge(String text) implements Intake {}
}

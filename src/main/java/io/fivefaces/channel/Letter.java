package io.fivefaces.channel;

import io.fivefaces.domain.EmailAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A mail of the service itself to somebody who works with it, in plain text.
 *
 * @param workspace whose built-in mailbox shows it where no mail leaves the house; empty: it is shown nowhere
 * @param paragraphs each stays on one line, whatever names it holds
 */
public record Letter(
    OptionalInt workspace, EmailAddress to, String subject, List<String> paragraphs) {

  private static final int LONGEST_SUBJECT = 200;

  /** Takes the words as they are given; nothing in them becomes a header or another line. */
  public Letter {
    subject = HeaderText.shortened(HeaderText.clean(subject), LONGEST_SUBJECT);
    paragraphs = paragraphs.stream().map(HeaderText::clean).toList();
  }

  String text() {
    return paragraphs.stream().collect(Collectors.joining("\n\n", "", "\n"));
  }
}

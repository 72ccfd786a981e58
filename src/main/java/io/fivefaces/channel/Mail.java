package io.fivefaces.channel;

import io.fivefaces.domain.EmailAddress;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One mail as its reader sees it, nothing encoded yet.
 *
 * @param workspace whose mail it is
 * @param fromName what stands before the sender's address
 * @param envelope who hears of a bounce
 * @param messageId with its angle brackets
 * @param headers what goes beside From, To, Subject and Message-ID
 * @param html null where the mail is plain text
 */
public record Mail(
    int workspace,
    String fromName,
    EmailAddress from,
    EmailAddress to,
    EmailAddress envelope,
    String messageId,
    String subject,
    Map<String, String> headers,
    String text,
    String html) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,60}");
  private static final Pattern VALUE = Pattern.compile("[ -~]{1,900}");
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,200}@[!-;=?-~]{1,255}>");

  /** Refuses whatever could become another header or another recipient. */
  public Mail {
    headers = Map.copyOf(headers);
    check(fromName.equals(HeaderText.clean(fromName)), "the sender's name is not clean");
    check(subject.equals(HeaderText.clean(subject)), "the subject is not clean");
    check(MESSAGE_ID.matcher(messageId).matches(), "the Message-ID is malformed");
    headers.forEach((name, value) -> check(
        NAME.matcher(name).matches() && VALUE.matcher(value).matches(), name + " is malformed"));
    for (var address : new EmailAddress[] {from, to, envelope}) {
      check(EmailAddress.parse(address.text()).isPresent(), "an address is malformed");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

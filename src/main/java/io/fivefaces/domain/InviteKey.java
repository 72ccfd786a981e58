package io.fivefaces.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which hand-over of an invite a mail is, as its Message-ID and its {@code X-Fivefaces-Invite} header tell:
 * {@code <workspace>.<invite>.<epoch>}.
 *
 * @param epoch which of the invite's hand-overs
 */
public record InviteKey(InviteId invite, int epoch) {

  private static final Pattern SHAPE = Pattern.compile(
      "<?([1-9][0-9]{0,8})\\.([1-9][0-9]{0,17})\\.([1-9][0-9]{0,8})(?:@[^@<>\\s]{1,255})?>?");

  /** The key in a header's value or in a Message-ID, with or without its angle brackets; empty where it is none of ours. */
  public static Optional<InviteKey> parse(String text) {
    var shape = SHAPE.matcher(text == null ? "" : text.strip());
    return shape.matches()
        ? Optional.of(new InviteKey(
            new InviteId(Integer.parseInt(shape.group(1)), Long.parseLong(shape.group(2))),
            Integer.parseInt(shape.group(3))))
        : Optional.empty();
  }
}

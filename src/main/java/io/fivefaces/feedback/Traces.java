package io.fivefaces.feedback;

import io.fivefaces.domain.BounceAddress;
import io.fivefaces.domain.InviteKey;
import io.fivefaces.domain.Keyring;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where our mails carry the invite they belong to, and how it is found again in what comes back. */
final class Traces {

  /** The header of our mails. */
  static final String HEADER = "X-Fivefaces-Invite";

  private static final Pattern LINE = Pattern.compile(
      "^X-Fivefaces-Invite:[ \\t]*(\\S{1,60})", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final Pattern MESSAGE_ID =
      Pattern.compile("^Message-ID:\\s*(\\S{1,320})", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final Keyring keys;

  Traces(Keyring keys) {
    this.keys = keys;
  }

  /** The first of these values, Message-IDs or headers of ours, that names a hand-over; nulls name none. */
  static Optional<InviteKey> find(String... values) {
    return Stream.of(values).map(InviteKey::parse).flatMap(Optional::stream).findFirst();
  }

  /** The hand-over that the envelope's sender names; null names none. */
  Optional<InviteKey> findInSender(String address) {
    return BounceAddress.parse(address, keys)
        .map(bounce -> new InviteKey(bounce.invite(), bounce.epoch()));
  }

  /** The hand-over that the headers of this mail name. */
  static Optional<InviteKey> findIn(String mail) {
    return mail == null
        ? Optional.empty()
        : Stream.of(MESSAGE_ID, LINE)
            .flatMap(pattern -> pattern.matcher(mail).results().limit(20))
            .map(found -> InviteKey.parse(found.group(1)))
            .flatMap(Optional::stream)
            .findFirst();
  }
}

package io.fivefaces.domain;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which hand-over a bounce is about, as the envelope sender of its mail tells:
 * {@code <local>+<workspace>.<invite>.<epoch>-<mac>@<domain>}. Relays may change the case of its letters.
 *
 * @param epoch which of the invite's hand-overs
 */
public record BounceAddress(InviteId invite, int epoch) {

  private static final int MAC_BYTES = 10;
  /** That many bytes in base 36. */
  private static final int MAC_LENGTH = 16;

  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST = 254;
  private static final Pattern SHAPE = Pattern.compile(
      "[^@]{0,62}\\+([1-9][0-9]{0,8})\\.([1-9][0-9]{0,17})\\.([1-9][0-9]{0,8})-([0-9a-z]{16})@[^@]{1,253}",
      Pattern.CASE_INSENSITIVE);

  /** Where bounces of a hand-over go; the mailbox itself where its name leaves no room for more. */
  public static EmailAddress of(EmailAddress mailbox, InviteId invite, int epoch, Keyring keys) {
    int at = mailbox.text().indexOf('@');
    var reference = reference(invite, epoch);
    var mac =
        mac(keys.signatures(Keyring.Purpose.BOUNCE_ADDRESS, message(reference)).getFirst());
    var local = mailbox.text().substring(0, at) + "+" + reference + "-" + mac;
    var whole = local + mailbox.text().substring(at);
    return local.length() > LONGEST_LOCAL || whole.length() > LONGEST
        ? mailbox
        : new EmailAddress(whole);
  }

  /** The hand-over that an address names, or empty where it is not one that we made. */
  public static Optional<BounceAddress> parse(String address, Keyring keys) {
    var shape = SHAPE.matcher(address == null ? "" : address.strip());
    if (!shape.matches()) {
      return Optional.empty();
    }
    var found = new BounceAddress(
        new InviteId(Integer.parseInt(shape.group(1)), Long.parseLong(shape.group(2))),
        Integer.parseInt(shape.group(3)));
    var mac = Keyring.utf8(shape.group(4).toLowerCase(Locale.ROOT));
    var message = message(reference(found.invite, found.epoch));
    return keys.signatures(Keyring.Purpose.BOUNCE_ADDRESS, message).stream()
            .anyMatch(signature -> MessageDigest.isEqual(Keyring.utf8(mac(signature)), mac))
        ? Optional.of(found)
        : Optional.empty();
  }

  private static String reference(InviteId invite, int epoch) {
    return invite.workspace() + "." + invite.number() + "." + epoch;
  }

  private static byte[] message(String reference) {
    return Keyring.utf8("bounce " + reference);
  }

  private static String mac(byte[] signature) {
    var text = new BigInteger(1, Arrays.copyOf(signature, MAC_BYTES)).toString(Character.MAX_RADIX);
    return "0".repeat(MAC_LENGTH - text.length()) + text;
  }
}

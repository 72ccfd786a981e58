package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BounceAddressTest {

  private static final byte[] OLD = Keyring.utf8("an-old-master-key-for-tests-0123");
  private static final byte[] NEW = Keyring.utf8("a-new-master-key-for-tests-01234");
  private static final Keyring KEYS = new Keyring(List.of(OLD));
  private static final EmailAddress MAILBOX = new EmailAddress("bounces@surveys.test");
  private static final BounceAddress HAND_OVER = new BounceAddress(new InviteId(3, 417), 2);

  private static final String ADDRESS =
      BounceAddress.of(MAILBOX, HAND_OVER.invite(), 2, KEYS).text();

  @Test
  void namesTheHandOverItsMailBelongsTo() {
    assertThat(ADDRESS).matches("bounces\\+3\\.417\\.2-[0-9a-z]{16}@surveys\\.test");
    assertThat(BounceAddress.parse(ADDRESS, KEYS)).contains(HAND_OVER);
    assertThat(EmailAddress.parse(ADDRESS)).isPresent();
  }

  @Test
  void survivesARelayThatChangesTheCase() {
    assertThat(BounceAddress.parse(ADDRESS.toUpperCase(Locale.ROOT), KEYS)).contains(HAND_OVER);
  }

  @Test
  void survivesANewMasterKeyWhileTheOldOneIsKept() {
    assertThat(BounceAddress.parse(ADDRESS, new Keyring(List.of(NEW, OLD)))).contains(HAND_OVER);
    assertThat(BounceAddress.parse(ADDRESS, new Keyring(List.of(NEW)))).isEmpty();
  }

  @Test
  void noCharacterOfWhatItNamesOrOfItsMacCanBeChanged() {
    for (int i = ADDRESS.indexOf('+'); i < ADDRESS.indexOf('@'); i++) {
      var other = ADDRESS.charAt(i) == '1' ? '2' : '1';
      var forged = ADDRESS.substring(0, i) + other + ADDRESS.substring(i + 1);
      assertThat(BounceAddress.parse(forged, KEYS)).as(forged).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bounces@surveys.test",
        "bounces+3.417.2@surveys.test",
        "bounces+3.417.2-@surveys.test",
        "bounces+3.417.2-0000000000000000@surveys.test",
        "bounces+99999999999999999999.1.1-0000000000000000@surveys.test",
        "bounces+1.99999999999999999999.1-0000000000000000@surveys.test",
        "bounces+0.0.0-0000000000000000@surveys.test"
      })
  void anythingElseNamesNothing(String address) {
    assertThat(BounceAddress.parse(address, KEYS)).isEmpty();
  }

  @Test
  void aMailboxWhoseNameLeavesNoRoomIsUsedAsItIs() {
    var invite = new InviteId(999_999_999, 999_999_999_999_999_999L);
    var longest = new EmailAddress("a".repeat(64) + "@surveys.test");
    var shortest = new EmailAddress("b@surveys.test");

    assertThat(BounceAddress.of(longest, HAND_OVER.invite(), 1, KEYS)).isEqualTo(longest);
    var address = BounceAddress.of(shortest, invite, 99, KEYS).text();
    assertThat(address.indexOf('@')).isBetween(20, 64);
    assertThat(BounceAddress.parse(address, KEYS)).contains(new BounceAddress(invite, 99));
  }
}

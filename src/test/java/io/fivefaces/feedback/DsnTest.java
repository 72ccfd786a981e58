package io.fivefaces.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.BounceAddress;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.InviteKey;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.MailReport;
import io.fivefaces.domain.MailReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery reports as mail servers write them. */
class DsnTest {

  private static final Keyring KEYS = new Keyring(List.of(new byte[32]));
  private static final String OURS = BounceAddress.of(
          new EmailAddress("bounces@us.test"), new InviteId(1, 2), 3, KEYS)
      .text();

  private final Dsn dsn = new Dsn(Optional.of("a-key-for-tests"), new Traces(KEYS));

  private static String sample() throws IOException {
    return Files.readString(Path.of("src/test/resources/feedback/dsn/bounced.eml"))
        .replace("TO", OURS);
  }

  private List<MailReport> read(String mail) {
    return dsn.read(Signed.webhook(mail.getBytes(UTF_8), Map.of())).result().reports();
  }

  @Test
  void aFailureIsReadWithItsInviteAndItsReason() throws IOException {
    for (var mail : List.of(sample(), sample().replace("\n", "\r\n"))) {
      var report = read(mail).getFirst();

      assertThat(report.kind()).isEqualTo(Kind.BOUNCED);
      assertThat(report.about()).isEqualTo(new InviteKey(new InviteId(1, 2), 3));
      assertThat(report.recipient().folded()).isEqualTo("ada@customer.test");
      assertThat(report.detail()).contains("550 5.1.1").contains("no such user");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "failed, 5.1.1, BOUNCED",
    "Failed, 5.1.10, BOUNCED",
    "failed, 5.0.0, BOUNCED",
    "failed, 5.4.4, BOUNCED",
    "failed, 5.2.2, ACCEPTED",
    "failed, 5.7.1, ACCEPTED",
    "failed, 5.4.7, ACCEPTED",
    "failed, 4.4.7, ACCEPTED",
    "delayed, 4.4.1, ACCEPTED",
    "relayed, 2.0.0, ACCEPTED",
    "delivered, 2.0.0, DELIVERED"
  })
  void onlyWhatIsWrongWithTheAddressBounces(String action, String status, Kind kind)
      throws IOException {
    var mail = sample()
        .replace("Action: failed", "Action: " + action)
        .replace("Status: 5.1.1", "Status: " + status);

    assertThat(read(mail)).extracting(MailReport::kind).containsExactly(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        ":",
        "Content-Type: multipart/report; boundary=\n\n--\n\n",
        "Content-Type: multipart/report; boundary=b\n\n--b\n--b--",
        "Content-Type: message/delivery-status\n\nAction: failed"
      })
  void whatIsNoReportTellsNothing(String mail) {
    assertThat(read("To: " + OURS + "\n" + mail)).isEmpty();
    assertThat(read(mail)).isEmpty();
  }

  @Test
  void howeverManyItNamesFiftyAreRead() throws IOException {
    var many = sample()
        .replace(
            "Reporting-MTA",
            "Final-Recipient: rfc822; a@b.test\nAction: failed\n\n".repeat(2000) + "Reporting-MTA");

    assertThat(read(many)).hasSize(50);
  }
}

package io.fivefaces.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of Amazon SNS, signed by certificates that the test makes. */
class SnsTest {

  private record Signer(PrivateKey key, byte[] certificate) {}

  private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces";
  private static final String CERTIFICATE =
      "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem";
  private static final String SUBSCRIBE =
      "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + TOPIC
          + "&Token=2336";

  private static Signer amazon;
  private static Signer stranger;
  private static Signer expired;

  private final List<URI> fetched = new ArrayList<>();
  private final Map<String, byte[]> web =
      new LinkedHashMap<>(Map.of(CERTIFICATE, amazon.certificate(), SUBSCRIBE, new byte[0]));
  private final Ses ses =
      new Ses(List.of(TOPIC), new Traces(new Keyring(List.of(new byte[32]))), this::fetch);

  @BeforeAll
  static void makeCertificates(@TempDir Path directory) throws Exception {
    amazon = signer(directory, "sns.amazonaws.com", "-1d");
    stranger = signer(directory, "sns.amazonaws.com.example.org", "-1d");
    expired = signer(directory, "sns.eu-west-1.amazonaws.com", "-9d");
  }

  /** With the JDK's own tool, for three days. */
  private static Signer signer(Path directory, String name, String begin) throws Exception {
    var store = directory.resolve(name + ".p12");
    var tool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=" + name + ",O=Test",
            "-startdate",
            begin,
            "-validity",
            "3",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            store.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var keys = KeyStore.getInstance("PKCS12");
    try (var file = Files.newInputStream(store)) {
      keys.load(file, "changeit".toCharArray());
    }
    return new Signer(
        (PrivateKey) keys.getKey("a", "changeit".toCharArray()),
        ("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(keys.getCertificate("a").getEncoded())
                + "\n-----END CERTIFICATE-----\n")
            .getBytes(UTF_8));
  }

  private Future<byte[]> fetch(URI address) {
    fetched.add(address);
    var found = web.get(address.toString());
    return found == null
        ? Future.failedFuture(new IOException("not there"))
        : Future.succeededFuture(found);
  }

  private static Map<String, String> notification() {
    return new LinkedHashMap<>(Map.of(
        "Type", "Notification",
        "MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn", TOPIC,
        "Subject", "Amazon SES Email Event",
        "Message", "{\"notificationType\":\"Delivery\"}\n",
        "Timestamp", "2026-01-15T10:29:58.000Z",
        "SignatureVersion", "2",
        "SigningCertURL", CERTIFICATE,
        "UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe"));
  }

  private static Map<String, String> subscription() {
    var message = notification();
    message.remove("Subject");
    message.put("Type", "SubscriptionConfirmation");
    message.put("Token", "2336");
    message.put("SubscribeURL", SUBSCRIBE);
    return message;
  }

  private static byte[] signed(Signer signer, Map<String, String> message) throws Exception {
    var names = message.get("Type").equals("Notification")
        ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
        : List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    var text = new StringBuilder();
    names.stream()
        .filter(message::containsKey)
        .forEach(
            name -> text.append(name).append("\n").append(message.get(name)).append("\n"));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(signer.key());
    signature.update(text.toString().getBytes(UTF_8));
    message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
    return new ObjectMapper().writeValueAsBytes(message);
  }

  private boolean believes(byte[] body) {
    return ses.isAuthentic(Signed.webhook(body, Map.of()), NOW).result();
  }

  @Test
  void aSignedMessageIsBelievedAndItsCertificateFetchedOnceADay() throws Exception {
    var body = signed(amazon, notification());

    assertThat(believes(body)).isTrue();
    assertThat(believes(body)).isTrue();
    assertThat(fetched).containsExactly(URI.create(CERTIFICATE));

    var tomorrow = notification();
    tomorrow.put("Timestamp", "2026-01-16T10:31:00.000Z");
    assertThat(ses.isAuthentic(
                Signed.webhook(signed(amazon, tomorrow), Map.of()),
                NOW.plus(Duration.ofHours(24).plusMinutes(1)))
            .result())
        .isTrue();
    assertThat(fetched).hasSize(2);
  }

  @Test
  void aMessageWithoutASubjectIsBelieved() throws Exception {
    var message = notification();
    message.remove("Subject");

    assertThat(believes(signed(amazon, message))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp"})
  void aChangedMessageIsNotBelieved(String field) throws Exception {
    var message = notification();
    signed(amazon, message);
    message.put(field, field.equals("Timestamp") ? "2026-01-15T10:29:59.000Z" : "other");

    assertThat(believes(new ObjectMapper().writeValueAsBytes(message))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TopicArn, arn:aws:sns:eu-west-1:999999999999:bounces",
    "Timestamp, 2026-01-15T09:29:59.000Z",
    "Timestamp, 2026-01-15T11:30:01.000Z",
    "Timestamp, yesterday",
    "SignatureVersion, 1",
    "Type, Other",
    "SigningCertURL, http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com.example.org/SimpleNotificationService-0123abcd.pem",
    "SigningCertURL, https://example.org/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com@example.org/SimpleNotificationService-0123abcd.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123abcd.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem?x=y",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com/other/SimpleNotificationService-0123abcd.pem",
    "SigningCertURL, https://s3.eu-west-1.amazonaws.com/SimpleNotificationService-0123abcd.pem",
    "SigningCertURL, https://169.254.169.254/SimpleNotificationService-0123abcd.pem"
  })
  void aMessageOfAnotherPlaceOrTimeIsNotBelievedAndNothingIsFetchedForIt(String field, String value)
      throws Exception {
    var message = notification();
    message.put(field, value);

    assertThat(believes(signed(amazon, message))).isFalse();
    assertThat(fetched).isEmpty();
  }

  @Test
  void aCertificateOfAnotherNameOrAnotherTimeProvesNothing() throws Exception {
    web.put(CERTIFICATE, stranger.certificate());
    assertThat(believes(signed(stranger, notification()))).as("another name").isFalse();

    web.put(CERTIFICATE, expired.certificate());
    assertThat(believes(signed(expired, notification()))).as("expired").isFalse();

    web.put(CERTIFICATE, "no certificate".getBytes(UTF_8));
    assertThat(believes(signed(amazon, notification()))).as("none").isFalse();

    web.put(CERTIFICATE, amazon.certificate());
    assertThat(believes(signed(stranger, notification()))).as("another key").isFalse();
    assertThat(believes(signed(amazon, notification()))).isTrue();
  }

  @Test
  void whereTheCertificateCannotBeFetchedSnsIsToTryAgain() throws Exception {
    web.clear();

    var answer = ses.isAuthentic(Signed.webhook(signed(amazon, notification()), Map.of()), NOW);

    assertThat(answer.cause()).isInstanceOf(IOException.class);
  }

  @Test
  void aSubscriptionIsConfirmedAtAmazonOnly() throws Exception {
    var message = Signed.webhook(signed(amazon, subscription()), Map.of());
    assertThat(ses.isAuthentic(message, NOW).result()).isTrue();
    assertThat(ses.read(message).result().reports()).isEmpty();
    assertThat(fetched).last().isEqualTo(URI.create(SUBSCRIBE));

    fetched.clear();
    for (var elsewhere : List.of(
        "https://example.org/?Action=ConfirmSubscription&Token=1",
        "https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic&TopicArn=" + TOPIC,
        "http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1")) {
      var other = subscription();
      other.put("SubscribeURL", elsewhere);
      assertThat(ses.read(Signed.webhook(signed(amazon, other), Map.of())).succeeded())
          .isTrue();
    }
    assertThat(fetched).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"Type\":\"Notification\"}", "null"})
  void whatIsNoMessageIsNotBelieved(String body) {
    assertThat(believes(body.getBytes(UTF_8))).isFalse();
  }
}

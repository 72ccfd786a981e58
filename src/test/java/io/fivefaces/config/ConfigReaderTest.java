package io.fivefaces.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.config.Config.LogLevel;
import io.fivefaces.config.Config.Smtp.Encryption;
import io.fivefaces.support.MailServices;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

  private static final Path NOWHERE = Path.of("no-such-file");

  @TempDir
  private Path directory;

  private static Config of(String key, String value) {
    return ConfigReader.read(NOWHERE, List.of(key + "=" + value), Map.of());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("fivefaces.properties"), content);
  }

  @Test
  void theOpenIdProviderIsWholeOrNotThere() {
    var keys = List.of(
        "openid.issuer=https://login.us.test/",
        "openid.client.id=us",
        "openid.client.secret=s3cret");
    var whole = ConfigReader.read(NOWHERE, keys, Map.of()).openId().orElseThrow();

    assertThat(whole.issuer()).isEqualTo("https://login.us.test/");
    assertThat(whole.name()).isEqualTo("single sign-on");
    assertThat(whole.toString()).doesNotContain("s3cret");
    assertThat(ConfigReader.read(NOWHERE, List.of(), Map.of()).openId()).isEmpty();
    for (var missing : keys) {
      var rest = keys.stream().filter(key -> !key.equals(missing)).toList();
      assertThatThrownBy(() -> ConfigReader.read(NOWHERE, rest, Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("openid.client.secret")
          .hasMessageNotContaining("s3cret");
    }
    for (var issuer : List.of(
        "http://login.us.test",
        "https://a:b@login.us.test",
        "https://login.us.test?a=b",
        "login",
        "https:")) {
      var others = List.of("openid.issuer=" + issuer, keys.get(1), keys.get(2));
      assertThatThrownBy(() -> ConfigReader.read(NOWHERE, others, Map.of()))
          .as(issuer)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("FIVEFACES_OPENID_ISSUER");
    }
  }

  @Test
  void withoutAnyKeyEverythingHasADefault() {
    var config = ConfigReader.read(NOWHERE, List.of(), Map.of("PATH", "/bin"));

    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.managementPort()).isEqualTo(8081);
    assertThat(config.dataDir()).isEqualTo(Path.of("data"));
    assertThat(config.demo()).isFalse();
    assertThat(config.logLevel()).isEqualTo(LogLevel.WARN);
    assertThat(config.delivery())
        .isEqualTo(new Config.Delivery(Duration.ofSeconds(60), Duration.ofSeconds(45)));
    assertThat(List.of(
            config.baseUrl(),
            config.database(),
            config.smtp(),
            config.senderEmail(),
            config.secret(),
            config.owner(),
            config.adminKey()))
        .allMatch(java.util.Optional::isEmpty);
  }

  @Test
  void theCommandLineGoesBeforeTheFileAndTheEnvironmentBeforeBoth() throws IOException {
    var file = file("port=1\nmanagement.port=1\ndata.dir=from-the-file\n");

    var config = ConfigReader.read(
        file, List.of("port=2", "management.port=2"), Map.of("FIVEFACES_PORT", "3"));

    assertThat(config.port()).isEqualTo(3);
    assertThat(config.managementPort()).isEqualTo(2);
    assertThat(config.dataDir()).isEqualTo(Path.of("from-the-file"));
  }

  @Test
  void aBlankValueIsNoValue() {
    var config =
        ConfigReader.read(NOWHERE, List.of("port=7", "base.url="), Map.of("FIVEFACES_PORT", "  "));

    assertThat(config.port()).isEqualTo(7);
    assertThat(config.baseUrl()).isEmpty();
  }

  @Test
  void aFileMayHoldTheValue() throws IOException {
    var secret = Files.writeString(directory.resolve("key"), " 0123456789abcdef-key \n");

    var config = ConfigReader.read(
        NOWHERE, List.of(), Map.of("FIVEFACES_ADMIN_KEY_FILE", secret.toString()));

    assertThat(config.adminKey()).contains("0123456789abcdef-key");
  }

  @Test
  void aFileThatIsAwayIsToldWithoutItsName() {
    assertThatThrownBy(() -> ConfigReader.read(
            NOWHERE, List.of(), Map.of("FIVEFACES_SECRET_FILE", "hunter2-hunter2-hunter2-x")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("FIVEFACES_SECRET_FILE")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void anUnknownKeyIsRefusedWhereverItStands() throws IOException {
    var file = file("prot=1\n");

    assertThatThrownBy(() -> ConfigReader.read(file, List.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("'prot'", file.toString(), "smtp.url");
    assertThatThrownBy(() -> ConfigReader.read(NOWHERE, List.of("prot=1"), Map.of()))
        .hasMessageContainingAll("'prot'", "the command line");
    assertThatThrownBy(() -> ConfigReader.read(NOWHERE, List.of(), Map.of("FIVEFACES_PROT", "1")))
        .hasMessageContainingAll("'prot'", "the environment");
    assertThatThrownBy(
            () -> ConfigReader.read(NOWHERE, List.of(), Map.of("FIVEFACES_PROT_FILE", "1")))
        .isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "--demo", "", "postgres://u:hunter2@h/d?schema=x", "=hunter2"})
  void anArgumentIsAKeyAndAValue(String argument) {
    assertThatThrownBy(() -> ConfigReader.read(NOWHERE, List.of("port=1", argument), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Cannot read argument 2. Write key=value.");
  }

  @Test
  void aFileThatIsNoPropertiesFileIsNamed() throws IOException {
    var file = file("data.dir=C:\\users\\me\n");

    assertThatThrownBy(() -> ConfigReader.read(file, List.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(file.toString(), "backslash");
  }

  @Test
  void whatMailServicesProveThemselvesByIsOffUntilItIsThere() {
    var none = ConfigReader.read(NOWHERE, List.of(), Map.of()).bounces();
    assertThat(none.sesTopics()).isEmpty();
    assertThat(List.of(none.sendgridPublicKey(), none.postmarkPassword(), none.mailgunSigningKey()))
        .allMatch(java.util.Optional::isEmpty);

    var topics = "arn:aws:sns:eu-west-1:123456789012:a, arn:aws-cn:sns:cn-north-1:123456789012:b_2";
    assertThat(of("bounces.ses.topics", topics).bounces().sesTopics()).hasSize(2);
    assertThat(of("bounces.sendgrid.public.key", MailServices.sendgridKey())
            .bounces()
            .sendgridPublicKey())
        .isPresent();
    assertThat(of("bounces.postmark.password", MailServices.POSTMARK_LOGIN).toString())
        .doesNotContain("password-for-tests");
  }

  @ParameterizedTest
  @CsvSource({
    "bounces.ses.topics, hunter2",
    "bounces.sendgrid.public.key, hunter2",
    "bounces.postmark.password, hunter2",
    "bounces.postmark.password, u:hunter2",
    "bounces.mailgun.signing.key, hunter2",
    "bounces.dsn.key, hunter2",
    "port, hunter2",
    "port, 65536",
    "port, -1",
    "port, 80.5",
    "management.port, 99999999999",
    "base.url, hunter2",
    "base.url, ftp://hunter2.test",
    "base.url, https://",
    "base.url, https://h.test/?q=hunter2",
    "base.url, https://h.test/#hunter2",
    "base.url, https://h.test:99999",
    "base.url, https://hunter 2.test",
    "database.url, hunter2",
    "database.url, mysql://u:hunter2@h/db",
    "database.url, postgres://u:hunter2@h",
    "database.url, postgres://u:hunter2@h/",
    "database.url, postgres://u:hunter2@/db",
    "database.url, postgres://u:hun#ter2@h/db",
    "database.url, postgres://u:hunter2%@h/db",
    "database.url, postgres://u:hunter2@h:0/db",
    "database.url, postgres://u:hunter2@h:65536/db",
    "database.url, postgres://u:p@h/db?password=hunter2",
    "smtp.url, hunter2",
    "smtp.url, http://u:hunter2@h",
    "smtp.url, smtp://u:hunter2@",
    "smtp.url, smtp://u:hunter2@h:99999",
    "secret, hunter2",
    "secret, 'a-good-master-key-of-32-characters,hunter2'",
    "secret, 'a-good-master-key-of-32-characters,'",
    "admin.key, hunter2",
    "demo, hunter2",
    "demo, TRUE",
    "demo, 1",
    "log.level, hunter2",
    "log.level, off",
    "trusted.proxies, hunter2",
    "trusted.proxies, proxy.us.test",
    "trusted.proxies, '10.0.0.0/8,'",
    "delivery.lease, hunter2",
    "delivery.lease, 60",
    "delivery.lease, 0s",
    "delivery.lease, -5s",
    "delivery.deadline, 1d",
    "delivery.deadline, 9999999s"
  })
  void aWrongValueNamesItsKeyAndIsNeverQuoted(String key, String value) {
    assertThatThrownBy(() -> of(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("FIVEFACES_" + key.toUpperCase().replace('.', '_'))
        .hasMessageContaining(" must be ")
        .hasNoCause()
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void anOwnerHasAnAddressAndAPasswordOrThereIsNone() {
    assertThatThrownBy(() -> of("admin.email", "me@us.test"))
        .hasMessage("Set both admin.email and admin.password, or neither.");
    assertThatThrownBy(() -> of("admin.password", "hunter2"))
        .hasMessage("Set both admin.email and admin.password, or neither.");

    var config = ConfigReader.read(
        NOWHERE, List.of("admin.email=Me@Us.test", "admin.password=Hunter2"), Map.of());
    assertThat(config.owner()).contains(new Config.Owner("me@us.test", "Hunter2"));
  }

  @Test
  void aKeyThatSignsHasAFileAndASelectorOrThereIsNone() {
    assertThatThrownBy(() -> of("dkim.key.file", "hunter2"))
        .hasMessage("Set both dkim.key.file and dkim.selector, or neither.");
    assertThatThrownBy(() -> of("dkim.selector", "hunter2"))
        .hasMessage("Set both dkim.key.file and dkim.selector, or neither.");

    var config = ConfigReader.read(
        NOWHERE,
        List.of("dkim.selector=mine"),
        Map.of("FIVEFACES_DKIM_KEY_FILE", "/run/secrets/dkim.pem"));
    assertThat(config.dkim()).contains(new Config.Dkim(Path.of("/run/secrets/dkim.pem"), "mine"));
  }

  @Test
  void aDatabaseIsReadFromItsAddress() {
    assertThat(
            of("database.url", "postgres://u:p%40ss+w%3Ard@h.test:6543/db?schema=s&sslmode=require")
                .database())
        .contains(new Config.Database("h.test", 6543, "db", "u", "p@ss+w:rd", "s", true));
    assertThat(of("database.url", "postgresql://u@h.test/db").database())
        .contains(new Config.Database("h.test", 5432, "db", "u", "", "public", false));
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://h.test, h.test, 587, OPTIONAL",
    "smtp://h.test:25, h.test, 25, OPTIONAL",
    "smtp://u:p@h.test, h.test, 587, REQUIRED",
    "smtp://u:p@10.0.0.7:25, 10.0.0.7, 25, REQUIRED",
    "smtp://u:p@localhost, localhost, 587, OPTIONAL",
    "smtp://u:p@127.0.0.1:2525, 127.0.0.1, 2525, OPTIONAL",
    "smtp://u:p@[::1]:2525, [::1], 2525, OPTIONAL",
    "smtp://u:p@127.evil.test, 127.evil.test, 587, REQUIRED",
    "smtp://u:p@127.0.0.1.evil.test, 127.0.0.1.evil.test, 587, REQUIRED",
    "smtp://u:p@localhost.evil.test, localhost.evil.test, 587, REQUIRED",
    "smtps://h.test, h.test, 465, IMPLICIT",
    "smtps://u:p@h.test:466, h.test, 466, IMPLICIT"
  })
  void aPasswordNeverLeavesThisMachineInTheClear(
      String url, String host, int port, Encryption encryption) {
    var smtp = of("smtp.url", url).smtp().orElseThrow();

    assertThat(smtp.host()).isEqualTo(host);
    assertThat(smtp.port()).isEqualTo(port);
    assertThat(smtp.encryption()).isEqualTo(encryption);
  }

  @Test
  void linksBeginWithTheBaseUrlWithoutASlashAtItsEnd() {
    assertThat(of("base.url", "https://surveys.us.test//").baseUrl())
        .contains(URI.create("https://surveys.us.test"));
  }

  @ParameterizedTest
  @CsvSource({"port, 8081", "management.port, 8080"})
  void thePublicDoesNotGetAtTheManagement(String key, String value) {
    assertThatThrownBy(() -> of(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("management.port must be another", "FIVEFACES_MANAGEMENT_PORT");
  }

  @ParameterizedTest
  @CsvSource({"60s, 60s", "45s, 60s", "1m, 60s", "1m, 1h"})
  void aLeaseOutlastsTheDeadline(String lease, String deadline) {
    assertThatThrownBy(() -> ConfigReader.read(
            NOWHERE, List.of("delivery.lease=" + lease, "delivery.deadline=" + deadline), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("delivery.deadline", "delivery.lease", "Shorten");
    assertThat(of("delivery.lease", "5m").delivery().lease()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @CsvSource({"error, ERROR", "warn, WARN", "info, INFO", "debug, DEBUG", "DEBUG, DEBUG"})
  void theLogLevelIsAWord(String text, LogLevel level) {
    assertThat(of("log.level", text).logLevel()).isEqualTo(level);
  }

  @Test
  void noProxyIsTrustedUnlessItsRangeIsHere() {
    assertThat(ConfigReader.read(NOWHERE, List.of(), Map.of()).trustedProxies()).isEmpty();
    assertThat(of("trusted.proxies", "127.0.0.1, fd00::/8").trustedProxies())
        .containsExactly("127.0.0.1", "fd00::/8");
  }

  @Test
  void severalMasterKeysAreSeparatedByCommas() {
    var keys = "a-good-master-key-of-32-characters, another-master-key-of-32-characters";

    assertThat(of("secret", keys).secret()).contains(keys);
  }

  @Test
  void nothingSecretIsInItsText() {
    var config = ConfigReader.read(
        NOWHERE,
        List.of(
            "database.url=postgres://u:hunter2@h/db",
            "smtp.url=smtp://u:hunter2@h",
            "admin.email=me@us.test",
            "admin.password=hunter2",
            "admin.key=hunter2-hunter2-hunter2",
            "secret=hunter2-hunter2-hunter2-hunter2"),
        Map.of());

    assertThat(config.toString() + config.database() + config.smtp() + config.owner())
        .doesNotContain("hunter2");
  }

  @Test
  void theShippedFileNamesEveryKeyAndNoOtherAndSetsNone() throws IOException {
    var file = Path.of("conf", "fivefaces.properties");
    var named = Pattern.compile("(?m)^#?([a-z.]+)=")
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1));

    assertThat(named).containsExactlyElementsOf(ConfigReader.KEYS);
    assertThat(ConfigReader.read(file, List.of(), Map.of()))
        .isEqualTo(ConfigReader.read(NOWHERE, List.of(), Map.of()));
  }

  @Test
  void theDefaultsInTheShippedFileAreTheRealOnes() throws IOException {
    var shipped = Files.readString(Path.of("conf", "fivefaces.properties"));
    var uncommented = file(shipped.replaceAll(
        "(?m)^#(port|management.port|data.dir|demo|delivery.lease|delivery.deadline|log.level)=",
        "$1="));

    assertThat(ConfigReader.read(uncommented, List.of(), Map.of()))
        .isEqualTo(ConfigReader.read(NOWHERE, List.of(), Map.of()));
  }
}

package io.fivefaces.config;

import io.fivefaces.config.Config.Database;
import io.fivefaces.config.Config.Delivery;
import io.fivefaces.config.Config.Dkim;
import io.fivefaces.config.Config.Intake;
import io.fivefaces.config.Config.LogLevel;
import io.fivefaces.config.Config.Owner;
import io.fivefaces.config.Config.Smtp;
import io.fivefaces.config.Config.Smtp.Encryption;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the server's keys: {@code smtp.url} in {@code conf/fivefaces.properties}, {@code smtp.url=…} on the command
 * line, {@code FIVEFACES_SMTP_URL} or {@code FIVEFACES_SMTP_URL_FILE} in the environment; the later wins.
 */
public final class ConfigReader {

  /** Every key there is. */
  static final List<String> KEYS = List.of(
      "port",
      "management.port",
      "base.url",
      "database.url",
      "data.dir",
      "smtp.url",
      "sender.email",
      "bounce.address",
      "dkim.key.file",
      "dkim.selector",
      "secret",
      "admin.email",
      "admin.password",
      "admin.key",
      "demo",
      "delivery.lease",
      "delivery.deadline",
      "hooks.rate.limit",
      "events.retention.days",
      "bounces.ses.topics",
      "bounces.sendgrid.public.key",
      "bounces.postmark.password",
      "bounces.mailgun.signing.key",
      "bounces.dsn.key",
      "openid.issuer",
      "openid.client.id",
      "openid.client.secret",
      "openid.name",
      "log.level",
      "slack.api.url",
      "panel.sites",
      "webhook.allow",
      "trusted.proxies");

  private static final String PREFIX = "FIVEFACES_";
  private static final Pattern SITE = Pattern.compile(
      "(https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://(localhost|127\\.0\\.0\\.1))(:[0-9]{1,5})?");
  private static final Pattern ARGUMENT =
      Pattern.compile("([A-Za-z0-9._-]{1,50})=(.*)", Pattern.DOTALL);
  private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");

  private static final Pattern RANGE = Pattern.compile("[0-9A-Fa-f.:]{2,45}(?:/[0-9]{1,3})?");

  private final Map<String, String> values;

  private ConfigReader(Map<String, String> values) {
    this.values = values;
  }

  /** The configuration of these three places; a missing file is no error, an unknown key is. */
  public static Config read(Path file, List<String> arguments, Map<String, String> environment) {
    var values = new LinkedHashMap<String, String>();
    properties(file)
        .forEach((key, value) -> put(values, key.toString(), value.toString(), file.toString()));
    for (var argument : arguments) {
      var pair = ARGUMENT.matcher(argument);
      if (!pair.matches()) {
        // without its text: it may be a lost value
        throw new ConfigException(
            "Cannot read argument " + (arguments.indexOf(argument) + 1) + ". Write key=value.");
      }
      put(values, pair.group(1), pair.group(2), "the command line");
    }
    new TreeMap<>(environment).forEach((name, value) -> {
      if (name.startsWith(PREFIX)) {
        putVariable(values, name.substring(PREFIX.length()), value);
      }
    });
    return new ConfigReader(values).config();
  }

  private static void putVariable(Map<String, String> values, String name, String value) {
    var key = name.toLowerCase(Locale.ROOT).replace('_', '.');
    if (!KEYS.contains(key) && key.endsWith(".file")) {
      put(
          values,
          key.substring(0, key.length() - ".file".length()),
          contentOf(name, value),
          "the environment");
    } else {
      put(values, key, value, "the environment");
    }
  }

  private static void put(Map<String, String> values, String key, String value, String where) {
    if (!KEYS.contains(key)) {
      throw new ConfigException("Unknown key '" + key + "' in " + where + ". Known keys: "
          + String.join(", ", KEYS) + " (in the environment: FIVEFACES_BASE_URL for base.url).");
    }
    if (!value.isBlank()) {
      values.put(key, value.strip());
    }
  }

  private static Properties properties(Path file) {
    var properties = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ConfigException(
            "Cannot read " + file + ": " + e.getMessage() + " A backslash is written as two.");
      }
    }
    return properties;
  }

  private static String contentOf(String variable, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      // without the file's name: it may be the secret itself
      throw new ConfigException("Cannot read the file that " + PREFIX + variable + " names ("
          + e.getClass().getSimpleName() + ").");
    }
  }

  private Config config() {
    return new Config(
        port("port", 8080),
        port("management.port", 8081),
        text("base.url").map(text -> address("base.url", text)),
        text("database.url").map(this::database),
        Path.of(text("data.dir").orElse("data")),
        text("smtp.url").map(this::smtp),
        text("sender.email"),
        text("bounce.address"),
        dkim(),
        text("secret").map(this::secret),
        owner(),
        text("admin.key").map(this::adminKey),
        address("slack.api.url", text("slack.api.url").orElse("https://slack.com/api")),
        ranges("webhook.allow"),
        ranges("trusted.proxies"),
        panelSites(),
        flag("demo"),
        logLevel(),
        new Delivery(duration("delivery.lease", "60s"), duration("delivery.deadline", "45s")),
        new Intake(
            number("hooks.rate.limit", 50_000, 1_000_000),
            number("events.retention.days", 14, 3650)),
        BounceKeys.of(this::text),
        OpenIdKeys.of(this::text));
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  private int port(String key, int otherwise) {
    return number(key, otherwise, 65_535);
  }

  private int number(String key, int otherwise, int most) {
    var text = text(key).orElse(Integer.toString(otherwise));
    if (!text.matches("[1-9][0-9]{0,6}") || Integer.parseInt(text) > most) {
      throw wrong(key, "a number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  private List<String> ranges(String key) {
    var ranges = text(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .toList();
    if (!ranges.stream().allMatch(range -> RANGE.matcher(range).matches())) {
      throw wrong(key, "ranges of addresses such as 10.0.0.0/8,fd00::/8");
    }
    return ranges;
  }

  private boolean flag(String key) {
    var text = text(key).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(key, "true or false");
    }
    return text.equals("true");
  }

  private List<String> panelSites() {
    var sites = text("panel.sites").stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(site -> site.strip().toLowerCase(Locale.ROOT))
        .toList();
    if (!sites.stream().allMatch(site -> SITE.matcher(site).matches())) {
      throw wrong(
          "panel.sites",
          "origins such as https://acme.zendesk.com, separated by commas; http only for localhost");
    }
    return sites;
  }

  private LogLevel logLevel() {
    var text = text("log.level").orElse("warn");
    return Arrays.stream(LogLevel.values())
        .filter(level -> level.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> wrong("log.level", "error, warn, info or debug"));
  }

  private Duration duration(String key, String otherwise) {
    var match = DURATION.matcher(text(key).orElse(otherwise));
    if (!match.matches()) {
      throw wrong(key, "a duration such as 45s or 5m");
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static URI address(String key, String text) {
    var expected = "an address such as "
        + (key.equals("base.url") ? "https://surveys.example.com" : "https://slack.com/api");
    var uri = uri(key, text.replaceAll("/+$", ""), expected);
    if (!hasScheme(uri, "http", "https")
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw wrong(key, expected);
    }
    return uri;
  }

  private Database database(String text) {
    var expected = "an address such as postgres://user:password@host:5432/name";
    var uri = uri("database.url", text, expected);
    var path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (!hasScheme(uri, "postgres", "postgresql") || uri.getHost() == null || path.isEmpty()) {
      throw wrong("database.url", expected);
    }
    var login = login(uri);
    var options = options("database.url", uri, List.of("schema", "sslmode"));
    return new Database(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        path,
        login.user(),
        login.password(),
        options.getOrDefault("schema", "public"),
        List.of("require", "verify-ca", "verify-full")
            .contains(options.getOrDefault("sslmode", "prefer")));
  }

  private Smtp smtp(String text) {
    var expected = "an address such as smtp://user:password@host:587 or smtps://user:password@host";
    var uri = uri("smtp.url", text, expected);
    if (!hasScheme(uri, "smtp", "smtps") || uri.getHost() == null) {
      throw wrong("smtp.url", expected);
    }
    var login = login(uri);
    boolean implicit = uri.getScheme().equals("smtps");
    // a password never crosses a network in the clear
    boolean required = !login.password().isEmpty() && !isThisMachine(uri.getHost());
    var encryption =
        implicit ? Encryption.IMPLICIT : required ? Encryption.REQUIRED : Encryption.OPTIONAL;
    int port = uri.getPort() >= 0 ? uri.getPort() : implicit ? 465 : 587;
    return new Smtp(uri.getHost(), port, encryption, login.user(), login.password());
  }

  private Optional<Dkim> dkim() {
    var file = text("dkim.key.file");
    var selector = text("dkim.selector");
    if (file.isPresent() != selector.isPresent()) {
      throw new ConfigException("Set both dkim.key.file and dkim.selector, or neither.");
    }
    try {
      return file.map(name -> new Dkim(Path.of(name), selector.orElseThrow()));
    } catch (InvalidPathException e) {
      throw wrong("dkim.key.file", "the name of a file");
    }
  }

  private Optional<Owner> owner() {
    var email = text("admin.email");
    var password = text("admin.password");
    if (email.isPresent() != password.isPresent()) {
      throw new ConfigException("Set both admin.email and admin.password, or neither.");
    }
    return email.map(
        address -> new Owner(address.toLowerCase(Locale.ROOT), password.orElseThrow()));
  }

  private String secret(String text) {
    for (var key : text.split(",", -1)) {
      if (key.strip().length() < 24) {
        throw wrong(
            "secret", "at least 24 characters, such as the output of 'openssl rand -base64 32'");
      }
    }
    return text;
  }

  private String adminKey(String text) {
    if (text.length() < 16) {
      throw wrong(
          "admin.key", "at least 16 characters, such as the output of 'openssl rand -hex 32'");
    }
    return text;
  }

  private static boolean hasScheme(URI uri, String one, String other) {
    return one.equals(uri.getScheme()) || other.equals(uri.getScheme());
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || LOOPBACK.matcher(host).matches() || host.equals("[::1]");
  }

  /** The user and password of an address, empty where it has none. */
  private record Login(String user, String password) {}

  private static Login login(URI uri) {
    var parts =
        uri.getRawUserInfo() == null ? new String[] {""} : uri.getRawUserInfo().split(":", 2);
    return new Login(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Map<String, String> options(String key, URI uri, List<String> known) {
    var options = new LinkedHashMap<String, String>();
    if (uri.getQuery() != null) {
      for (var option : uri.getQuery().split("&")) {
        var parts = option.split("=", 2);
        if (!known.contains(parts[0]) || parts.length < 2) {
          throw wrong(key, "an address whose options are among " + known);
        }
        options.put(parts[0], parts[1]);
      }
    }
    return options;
  }

  private static URI uri(String key, String text, String expected) {
    try {
      var uri = URI.create(text);
      if (uri.getPort() <= 65535 && uri.getPort() != 0) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below, for both
    }
    throw wrong(key, expected);
  }

  /** Never quotes the value: it may hold a password. */
  static ConfigException wrong(String key, String expected) {
    var variable = PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    return new ConfigException(key + " (" + variable + ") must be " + expected + ".");
  }
}

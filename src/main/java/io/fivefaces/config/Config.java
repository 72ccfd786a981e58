package io.fivefaces.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator chose, read and checked once.
 *
 * @param port of the public server
 * @param managementPort of /metrics and /health, never public
 * @param baseUrl what survey links begin with, without a trailing slash; empty: this machine's own address
 * @param database an external PostgreSQL, or empty for the embedded one
 * @param dataDir where the embedded database and the generated master key live
 * @param smtp the relay, or empty for the built-in mailbox
 * @param senderEmail the From address of workspaces that chose none; empty: no-reply at the base URL's host
 * @param bounceAddress the mailbox of bounces; empty: the sender's
 * @param dkim what signs the mail of that sender; empty: a key is made
 * @param secret the master keys, comma-separated, the signing one first; empty: one is made and kept in dataDir
 * @param adminKey an owner's API key for automation
 * @param slackApi where Slack's Web API is, without a trailing slash
 * @param webhookAllow the ranges inside that outbound webhooks may reach, as CIDR
 * @param trustedProxies the ranges of the proxies whose X-Forwarded-For is believed, as CIDR
 * @param panelSites the origins whose pages may show the panel in a frame
 * @param demo whether to fill and run the demo workspace
 * @param logLevel what is logged at least
 */
public record Config(
    int port,
    int managementPort,
    Optional<URI> baseUrl,
    Optional<Database> database,
    Path dataDir,
    Optional<Smtp> smtp,
    Optional<String> senderEmail,
    Optional<String> bounceAddress,
    Optional<Dkim> dkim,
    Optional<String> secret,
    Optional<Owner> owner,
    Optional<String> adminKey,
    URI slackApi,
    List<String> webhookAllow,
    List<String> trustedProxies,
    List<String> panelSites,
    boolean demo,
    LogLevel logLevel,
    Delivery delivery,
    Intake intake,
    Bounces bounces,
    Optional<OpenId> openId) {

  public Config {
    if (port == managementPort) {
      throw new ConfigException("management.port must be another than port, or the public would get"
          + " at the metrics. Choose another (FIVEFACES_MANAGEMENT_PORT).");
    }
  }

  /**
   * A PostgreSQL server.
   *
   * @param schema where the tables lie
   * @param tls whether the connection must be encrypted
   */
  public record Database(
      String host,
      int port,
      String name,
      String user,
      String password,
      String schema,
      boolean tls) {
    @Override
    public String toString() {
      return user + "@" + host + ":" + port + "/" + name;
    }
  }

  /** An SMTP relay; user and password are empty where it asks for none. */
  public record Smtp(String host, int port, Encryption encryption, String user, String password) {

    public enum Encryption {
      /** TLS from the first byte (smtps). */
      IMPLICIT,
      /** STARTTLS or nothing is sent. */
      REQUIRED,
      /** STARTTLS where the relay offers it. */
      OPTIONAL
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A key that the operator brought, as PEM in a file, and its selector. */
  public record Dkim(Path keyFile, String selector) {
    @Override
    public String toString() {
      return "a key with selector " + selector;
    }
  }

  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** The first owner. */
  public record Owner(String email, String password) {
    @Override
    public String toString() {
      return "an owner";
    }
  }

  /**
   * The bounds of handing surveys over.
   *
   * @param lease how long a claimed invite belongs to its claimer
   * @param deadline how long one hand-over may take; shorter than the lease, or two could hand over one survey
   */
  public record Delivery(Duration lease, Duration deadline) {
    public Delivery {
      if (deadline.compareTo(lease) >= 0) {
        throw new ConfigException(
            "delivery.deadline must be shorter than delivery.lease, or one survey could be"
                + " handed over twice. Shorten the deadline or lengthen the lease.");
      }
    }
  }

  /**
   * The bounds of taking webhooks in.
   *
   * @param eventsPerSecond of a source that has no limit of its own
   * @param retentionDays how many days raw events and dead letters are kept beyond the running one
   */
  public record Intake(int eventsPerSecond, int retentionDays) {}

  /**
   * How mail services prove what they tell of our mails; each is off until its key is there.
   *
   * @param sesTopics the topics of SNS that SES tells through
   * @param sendgridPublicKey the base64 of a DER key
   * @param postmarkPassword {@code user:password}
   * @param dsnKey what whoever hands delivery reports on shows
   */
  public record Bounces(
      List<String> sesTopics,
      Optional<String> sendgridPublicKey,
      Optional<String> postmarkPassword,
      Optional<String> mailgunSigningKey,
      Optional<String> dsnKey) {
    @Override
    public String toString() {
      return "Bounces";
    }
  }

  /**
   * The OpenID Connect provider that people may sign in at.
   *
   * @param issuer as its tokens name it, by the letter
   * @param name what people call it
   */
  public record OpenId(String issuer, String clientId, String clientSecret, String name) {
    @Override
    public String toString() {
      return issuer;
    }
  }

  @Override
  public String toString() {
    return "Config[port=" + port + ", managementPort=" + managementPort + ", demo=" + demo + "]";
  }
}

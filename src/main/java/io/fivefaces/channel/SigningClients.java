package io.fivefaces.channel;

import io.fivefaces.domain.DkimKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.CanonicalizationAlgorithm;
import io.vertx.ext.mail.DKIMSignAlgorithm;
import io.vertx.ext.mail.DKIMSignOptions;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A mail client for each key, because a client signs with one; all use the same few connections. */
final class SigningClients {

  private static final int MOST = 64;

  /** From, To and Subject twice: so nobody can add a second one without breaking the signature. */
  private static final List<String> SIGNED = List.of(
      "From",
      "From",
      "To",
      "To",
      "Subject",
      "Subject",
      "Date",
      "Message-ID",
      "MIME-Version",
      "Content-Type",
      "Auto-Submitted",
      "List-Unsubscribe",
      "List-Unsubscribe-Post");

  private final Vertx vertx;
  private final MailConfig config;
  private final String pool = "relay-" + UUID.randomUUID();
  private final MailClient unsigned;
  private final Map<DkimKey, MailClient> signing = new LinkedHashMap<>(MOST, 0.75f, true);

  SigningClients(Vertx vertx, MailConfig config) {
    this.vertx = vertx;
    this.config = config;
    // the first of a pool's name opens it
    unsigned = MailClient.createShared(vertx, config, pool);
  }

  /** The client that signs with this key; refuses a key that cannot be used. */
  synchronized MailClient of(Optional<DkimKey> key) {
    if (key.isEmpty()) {
      return unsigned;
    }
    var client = signing.computeIfAbsent(key.get(), this::signing);
    if (signing.size() > MOST) {
      var eldest = signing.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    return client;
  }

  synchronized Future<Void> close() {
    signing.values().forEach(MailClient::close);
    signing.clear();
    return unsigned.close();
  }

  private MailClient signing(DkimKey key) {
    var options = new DKIMSignOptions()
        .setSdid(key.domain())
        .setSelector(key.selector())
        .setPrivateKey(key.privateKey())
        .setSignAlgo(DKIMSignAlgorithm.RSA_SHA256)
        .setHeaderCanonAlgo(CanonicalizationAlgorithm.RELAXED)
        .setBodyCanonAlgo(CanonicalizationAlgorithm.RELAXED)
        .setSignedHeaders(SIGNED);
    var signed = new MailConfig(config).setEnableDKIM(true).setDKIMSignOption(options);
    return MailClient.createShared(vertx, signed, pool);
  }
}

package io.fivefaces.channel;

import io.fivefaces.domain.DkimKey;
import io.vertx.core.Future;
import java.util.Optional;

/** Knows what signs a mail. */
public interface Signatory {

  /** Signs nothing. */
  Signatory NOBODY = mail -> Future.succeededFuture(Optional.empty());

  /** The key of the mail's From domain, or empty where it goes out unsigned. */
  Future<Optional<DkimKey>> keyFor(Mail mail);
}

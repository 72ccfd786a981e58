package io.fivefaces.outbound;

import java.io.IOException;

/** A name leads where webhooks may not go. */
final class NotAllowed extends IOException {

  private static final long serialVersionUID = 1;

  NotAllowed(boolean encrypted) {
    super(
        encrypted
            ? "The name leads to an address that is not in the public internet. The operator can allow it with FIVEFACES_WEBHOOK_ALLOW."
            : "http:// goes only to addresses that the operator allows with FIVEFACES_WEBHOOK_ALLOW. Use https://.");
  }
}

package io.fivefaces.http;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Wording;
import io.vertx.ext.web.RoutingContext;

/** A page that a customer sees: it has no script, is kept by nobody and tells nobody where it was. */
interface CustomerPage {

  int NONCE_BYTES = 12;

  /** Renders the page; its style carries this nonce. */
  void render(OwaspHtmlTemplateOutput output, String nonce);

  /** The language of a reader of whom we know no more than their browser. */
  static Wording accepted(RoutingContext context) {
    return Wording.in(Language.accepted(context.request().getHeader("accept-language")));
  }

  /** Answers with this page. */
  default void answer(RoutingContext context, int status, Keyring keys) {
    var nonce = keys.randomText(NONCE_BYTES);
    var text = new StringOutput();
    render(new OwaspHtmlTemplateOutput(text), nonce);
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("x-robots-tag", "noindex")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader(
            "content-security-policy",
            "default-src 'none'; style-src 'nonce-" + nonce
                + "'; img-src https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        .end(text.toString());
  }
}

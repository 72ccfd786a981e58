package io.fivefaces.http;

import io.fivefaces.domain.Kind;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The kind of survey that an address asks for by {@code ?kind=}. */
final class KindParameter {

  private KindParameter() {}

  /** The kind, or empty where the address names none; any other word is refused. */
  static Optional<Kind> of(RoutingContext context) {
    var name = context.request().getParam("kind");
    if (name == null) {
      return Optional.empty();
    }
    var kind = Kind.parse(name);
    if (kind.isEmpty()) {
      throw Problem.badRequest("kind is csat or nps.");
    }
    return kind;
  }
}

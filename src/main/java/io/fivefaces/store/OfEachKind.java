package io.fivefaces.store;

import io.fivefaces.domain.Kind;
import java.util.EnumMap;
import java.util.Map;

/** A statement for each kind of survey, in which {@code {responses}} is the table of that kind's answers. */
final class OfEachKind {

  private static final String TABLE = "{responses}";

  private final Map<Kind, String> statements = new EnumMap<>(Kind.class);

  OfEachKind(String template) {
    for (var kind : Kind.values()) {
      statements.put(kind, template.replace(TABLE, table(kind)));
    }
  }

  String of(Kind kind) {
    return statements.get(kind);
  }

  private static String table(Kind kind) {
    return switch (kind) {
      case CSAT -> "csat_responses";
      case NPS -> "nps_responses";
    };
  }
}

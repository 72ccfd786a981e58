package io.fivefaces.http;

import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.domain.Trigger;
import io.fivefaces.json.Json;
import io.fivefaces.source.Secrets;
import io.fivefaces.source.Source;
import io.fivefaces.source.Sources;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** What somebody wants to change of a source; what is absent stays as it is. */
record SourceChange(Fields fields, boolean followsWorkspace) {

  record Fields(
      String name,
      Trigger trigger,
      String signingSecret,
      Boolean acceptUnsigned,
      Integer autoResolveMinutes,
      Integer rateLimit,
      String botToken,
      String displayName,
      String iconUrl,
      List<String> allowedSites) {
    private boolean isForSlack() {
      return botToken != null || displayName != null || iconUrl != null;
    }
  }

  /** Reads it; a trigger that is null gives the source back to the workspace's. */
  static SourceChange read(RoutingContext context) {
    var fields = Body.json(context, Fields.class);
    if (fields.name() != null) {
      Names.of("name", fields.name());
    }
    var named = Json.read(Body.bytes(context), Map.class);
    return new SourceChange(fields, fields.trigger() == null && named.containsKey("trigger"));
  }

  /** The source as it would be; refuses what its kind cannot have. */
  ConnectedSource of(ConnectedSource before) {
    var kind = Sources.ofKind(before.kind()).orElseThrow();
    boolean unsigned = fields.acceptUnsigned() == null
        ? before.settings().acceptUnsigned()
        : fields.acceptUnsigned();
    if (unsigned && !kind.proof().isOptional()) {
      throw Problem.badRequest("Every webhook of " + kind.kind()
          + " is signed, so 'accept_unsigned' stays false. Bring its 'signing_secret' instead.");
    }
    if (fields.isForSlack() && !kind.kind().equals("slack")) {
      throw Problem.badRequest(
          "'bot_token', 'display_name' and 'icon_url' are fields of sources of kind slack only.");
    }
    if (fields.signingSecret() != null) {
      secret(kind, fields.signingSecret());
    }
    try {
      return before.with(name(before), trigger(before), settings(before.settings(), unsigned));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(e.getMessage() + ".");
    }
  }

  /** What the system signs with, as its owner brings it. */
  static String secret(Source kind, String secret) {
    Secrets.refusal(kind.proof(), secret.strip()).ifPresent(refusal -> {
      throw Problem.badRequest("'signing_secret' " + refusal + ".");
    });
    return secret.strip();
  }

  private String name(ConnectedSource before) {
    return fields.name() == null ? before.name() : Names.of("name", fields.name());
  }

  private Trigger trigger(ConnectedSource before) {
    return followsWorkspace || fields.trigger() != null ? fields.trigger() : before.trigger();
  }

  private SourceSettings settings(SourceSettings before, boolean unsigned) {
    return new SourceSettings(
        unsigned,
        number(fields.autoResolveMinutes(), before.autoResolveMinutes()),
        number(fields.rateLimit(), before.rateLimit()),
        text(fields.displayName(), before.displayName()),
        text(fields.iconUrl(), before.iconUrl()),
        fields.allowedSites() == null
            ? before.allowedSites()
            : AllowedSites.of(fields.allowedSites()));
  }

  /** Absent keeps what was there, 0 takes it away. */
  private static Integer number(Integer wanted, Integer before) {
    return wanted == null ? before : wanted == 0 ? null : wanted;
  }

  /** Absent keeps what was there, blank takes it away. */
  private static String text(String wanted, String before) {
    return wanted == null ? before : wanted.isBlank() ? null : wanted.strip();
  }
}

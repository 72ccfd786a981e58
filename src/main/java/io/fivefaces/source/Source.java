package io.fivefaces.source;

import io.fivefaces.domain.SourceSettings;
import io.fivefaces.domain.Trigger;
import java.time.Instant;
import java.util.List;

/** How one kind of chat system talks. Everything here is a pure function of its arguments. */
public interface Source {

  /** Its name in the API, the tables and the metrics. */
  String kind();

  /** The ends of a conversation that its events can tell apart. */
  Ends ends();

  /** How its webhooks are proved to be its own. */
  Proof proof();

  /**
   * Whether these bytes were signed with one of the secrets, now.
   *
   * @param secrets as {@link Proof} describes them; never empty
   */
  boolean isAuthentic(Webhook webhook, List<String> secrets, Instant now);

  /**
   * What an authentic webhook asks for. It may look at no more than it needs to tell the events' keys: what they mean
   * is asked of {@link #read} later.
   *
   * @throws io.fivefaces.json.JsonException when it cannot be read and its sender can be told so; then nothing is taken
   */
  Intake take(Webhook webhook);

  /**
   * What kept bytes tell.
   *
   * @throws io.fivefaces.json.JsonException when they cannot be read; they are kept as a dead letter with its message
   */
  Reading read(byte[] payload, SourceSettings settings);

  /** The ends of a conversation that a system tells apart. */
  enum Ends {
    /** One, which stands for the end that the trigger names. */
    ONE(null),
    /** Resolved and closed, and its customers are asked after either, as their workspace chooses. */
    BOTH(null),
    /** Resolved by a person, and closed long after by a clock: unless told otherwise, they are asked after the first. */
    RESOLVED_THEN_CLOSED(Trigger.RESOLVED);

    private final Trigger trigger;

    Ends(Trigger trigger) {
      this.trigger = trigger;
    }

    /** The trigger of a newly connected source, or null for its workspace's. */
    public Trigger trigger() {
      return trigger;
    }
  }

  /** How a system's webhooks are proved to be its own. */
  enum Proof {
    /** A secret of ours: {@code whsec_} and base64. */
    STANDARD_WEBHOOKS,
    /** A shared secret, any text; ours until its owner gives us the system's. */
    SHARED_SECRET,
    /** A shared secret, but some releases or settings of the system do not sign. */
    SHARED_SECRET_OR_NONE,
    /** The system's public key, in PEM; there is none until its owner gives it to us. */
    PUBLIC_KEY;

    /** Whether its owner may choose to take webhooks without a signature. */
    public boolean isOptional() {
      return this == SHARED_SECRET_OR_NONE || this == PUBLIC_KEY;
    }
  }
}

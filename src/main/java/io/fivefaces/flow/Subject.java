package io.fivefaces.flow;

import io.fivefaces.domain.Addressee;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Settings;
import io.fivefaces.store.Tx;
import io.vertx.core.Future;
import java.util.Optional;

/** Whom an invite asks and about what, at one moment: all that differs between the kinds of survey on their way out. */
interface Subject {

  /** Why it may not begin whatever the gates say, such as {@code paused}; empty where it may. */
  Optional<String> halt();

  /** What the gates of its kind say. */
  Decision judge();

  /** Keeps what they said, in the transaction that it was read in. */
  Future<Void> keep(Tx tx, Decision decision);

  ConversationId conversation();

  /** What the conversation's source calls the customer; empty text where unknown. */
  String customerRef();

  Addressee addressee();

  ChannelName route();

  Settings settings();

  String workspaceName();

  /** The conversation's language, null where unknown. */
  String locale();

  /** What the conversation that is asked about goes by; null where unknown or none is. */
  String title();

  /** Who was assigned to the conversation that is asked about; null where nobody was or none is. */
  String operator();

  /** The conversation's thread in Slack, null where it has none. */
  SlackThread thread();
}

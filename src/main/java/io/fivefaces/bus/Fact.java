package io.fivefaces.bus;

import io.fivefaces.domain.InviteId;

/**
 * Something that was just committed. A fact only wakes the stations that hear it; what there is to do stands in rows,
 * so a lost fact costs a moment and nothing else.
 */
public sealed interface Fact {

  /** Who hears it. */
  Station heardBy();

  /** Webhooks were stored. */
  record EventsStored() implements Fact {
    @Override
    public Station heardBy() {
      return Station.PROJECTION;
    }
  }

  /** Conversations ended or were reopened, or changed after their end. */
  record ConversationsMoved() implements Fact {
    @Override
    public Station heardBy() {
      return Station.GATES;
    }
  }

  /** Conversations were judged. */
  record ConversationsJudged() implements Fact {
    @Override
    public Station heardBy() {
      return Station.STATS;
    }
  }

  /** Customers may be asked. */
  record InvitesScheduled() implements Fact {
    @Override
    public Station heardBy() {
      return Station.DELIVERY;
    }
  }

  /** An invite was sent, cancelled, refused or lost. */
  record InviteSettled(InviteId invite) implements Fact {
    @Override
    public Station heardBy() {
      return Station.STATS;
    }
  }

  /** A customer answered. */
  record ResponseReceived(InviteId invite) implements Fact {
    @Override
    public Station heardBy() {
      return Station.STATS;
    }
  }

  /** Something happened that other systems want to hear of. */
  record WebhooksQueued() implements Fact {
    @Override
    public Station heardBy() {
      return Station.WEBHOOKS;
    }
  }

  /** An invite was settled or answered, so what a chat widget shows may have changed. */
  record SurveyMoved(InviteId invite) implements Fact {
    @Override
    public Station heardBy() {
      return Station.PAGES;
    }
  }

  /** The numbers of a workspace changed. */
  record StatsChanged(int workspace) implements Fact {
    @Override
    public Station heardBy() {
      return Station.PAGES;
    }
  }
}

package io.fivefaces.demo;

import io.fivefaces.domain.Addressee;
import io.fivefaces.domain.Candidate;
import io.fivefaces.domain.Candidate.EarlierInvite;
import io.fivefaces.domain.Conversation;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationEvent.Type;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Customer;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Ending;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.InviteState;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.SuppressionReason;
import io.fivefaces.store.Conversations;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.History.Past;
import io.fivefaces.store.History.PastAnswer;
import io.fivefaces.store.History.PastInvite;
import io.fivefaces.store.Verdicts.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One conversation of the past, told event by event to the projection and to the gates, as on the day itself. */
final class Retelling {

  private static final String BOUNCED =
      "the relay refused the recipient: 550 5.1.1 mailbox unavailable";
  private static final String FULL = "the relay refused the mail: 552 5.2.2 mailbox full";
  private static final String SILENT = "the relay did not answer in time";

  private final ConversationId id;
  private final Talk talk;
  private final DemoDay day;
  private final RandomGenerator random;
  private final List<Message> messages = new ArrayList<>();
  private Conversation conversation = Conversation.UNKNOWN;
  private Customer customer = Customer.UNKNOWN;
  private Judgement judgement;
  private PastInvite invite;

  Retelling(int workspace, int source, Talk talk, DemoDay day, RandomGenerator random) {
    this.id = new ConversationId(workspace, source, talk.ref());
    this.talk = talk;
    this.day = day;
    this.random = random;
  }

  /** All that had become of it by now. */
  Past past(Instant now) {
    talk.events().forEach(this::tell);
    return new Past(
        new Conversations.Versioned(id, 0, conversation, false),
        new Customers.Versioned(
            new CustomerId(id.workspace(), id.source(), talk.customer().ref()), 0, customer),
        messages,
        judgement,
        invite,
        answer(now),
        bounced() ? BOUNCED : null);
  }

  private void tell(ConversationEvent event) {
    conversation = conversation.apply(event);
    if (event.customer() != null) {
      customer = customer.apply(event.customer(), event.at());
    }
    if (event.message() != null) {
      messages.add(event.message());
    }
    if (conversation.closedAt() != null) {
      judge(event);
    }
  }

  private void judge(ConversationEvent event) {
    boolean stillPending = event.type() == Type.REOPENED && isSent() && chance(0.15);
    var at = event.at().plusMillis(random.nextInt(300, 1500));
    var decision = decide(event.at(), stillPending);
    judgement = new Judgement(id, conversation.closedAt(), at, decision);
    if (stillPending) {
      invite = invite(InviteState.CANCELLED, decision.reason().orElseThrow(), at, null);
    } else if (decision.reason().isEmpty()) {
      invite = handOver(at);
    }
  }

  private Decision decide(Instant at, boolean stillPending) {
    var earlier = invite == null
        ? null
        : new EarlierInvite(
            invite.state(), stillPending, invite.state() != InviteState.CANCELLED, false);
    var settings = day.settings(at);
    return Gates.judge(
        Gates.CSAT,
        new Candidate(
            settings,
            new Ending(settings.trigger(), false),
            conversation,
            count(Message.Direction.IN),
            count(Message.Direction.OUT),
            (int) messages.stream()
                .filter(message -> message.author() == Message.Author.AGENT)
                .count(),
            earlier,
            null,
            new Addressee(customer, talk.suppressed() ? SuppressionReason.BOUNCED : null, null),
            at));
  }

  private PastInvite handOver(Instant at) {
    if (chance(0.975)) {
      return invite(InviteState.SENT, null, at, at.plusMillis(random.nextInt(200, 2500)));
    }
    return chance(0.4)
        ? invite(InviteState.UNKNOWN, SILENT, at, null)
        : invite(InviteState.FAILED, chance(0.7) ? BOUNCED : FULL, at, null);
  }

  private PastInvite invite(InviteState state, String reason, Instant at, Instant sentAt) {
    var recipient = state == InviteState.CANCELLED ? null : customer.email().value();
    return new PastInvite(state, reason, conversation.route(), recipient, at, sentAt);
  }

  private PastAnswer answer(Instant now) {
    if (!isSent() || !chance(Opinion.ANSWERING)) {
      return null;
    }
    var at = invite.sentAt().plus(hesitation());
    var opinion = Opinion.of(random, talk.skill(), day.mood(), talk.language());
    return at.isAfter(now) ? null : new PastAnswer(opinion.score(), opinion.comment(), at);
  }

  private Duration hesitation() {
    int minutes = chance(0.55)
        ? random.nextInt(1, 60)
        : chance(0.7) ? random.nextInt(60, 20 * 60) : random.nextInt(20 * 60, 5 * 24 * 60);
    return Duration.ofMinutes(minutes).plusSeconds(random.nextInt(60));
  }

  private boolean isSent() {
    return invite != null && invite.state() == InviteState.SENT;
  }

  private boolean bounced() {
    return (talk.suppressed() && customer.email().value() != null)
        || (invite != null && BOUNCED.equals(invite.reason()));
  }

  private int count(Message.Direction direction) {
    return (int)
        messages.stream().filter(message -> message.direction() == direction).count();
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}

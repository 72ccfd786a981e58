package io.fivefaces.domain;

import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A conversation as its events tell it. {@link #apply} gives the same result whatever the order and number of
 * arrivals: every component is a maximum or minimum over the events.
 *
 * @param createdAt the earliest event seen
 * @param customer the reference of its customer
 * @param last its latest transition; state OPEN while there is none
 * @param resolvedAt the latest resolve, or null
 * @param closedAt the latest close, or null
 * @param resolver whose rating it will be, or null
 * @param foreignRating the customer's answer to the chat system's own survey
 */
public record Conversation(
    Instant createdAt,
    Latest<ChannelName> channel,
    Latest<String> subject,
    Latest<List<String>> tags,
    Latest<String> locale,
    Latest<SlackThread> slack,
    Latest<String> visitor,
    Latest<String> customer,
    Latest<Person> assignee,
    Transition last,
    Instant resolvedAt,
    Instant closedAt,
    Resolver resolver,
    Latest<ForeignRating> foreignRating) {

  public enum State {
    OPEN,
    RESOLVED,
    CLOSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A change of state; automatic where no person made it. */
  public record Transition(State to, Instant at, boolean automatic) {
    private static final Transition NONE = new Transition(State.OPEN, null, false);

    private Transition later(Transition other) {
      if (at == null) {
        return other;
      }
      int byTime = other.at.compareTo(at);
      int byState = byTime != 0 ? byTime : other.to.compareTo(to);
      // of the same change told twice, the one that names a person
      int order = byState != 0 ? byState : Boolean.compare(automatic, other.automatic);
      return order > 0 ? other : this;
    }
  }

  /**
   * Who ended it first: the actor of the earliest resolve, or, while nobody resolved it, of the earliest close by a
   * person, for systems that know one end state.
   *
   * @param agent null where that event named nobody
   */
  public record Resolver(String agent, Instant at, boolean byClosing) {
    private Resolver first(Resolver other) {
      int byKind = Boolean.compare(byClosing, other.byClosing);
      int byTime = byKind != 0 ? byKind : at.compareTo(other.at);
      int order = byTime != 0 ? byTime : named(this).compareTo(named(other));
      return order <= 0 ? this : other;
    }

    private static String named(Resolver resolver) {
      // of the same event told twice, the one that names somebody
      return resolver.agent == null ? "\uffff" : resolver.agent;
    }
  }

  /** A conversation nothing is known of. */
  public static final Conversation UNKNOWN = new Conversation(
      null,
      Latest.unsaid(),
      Latest.unsaid(),
      Latest.unsaid(),
      Latest.unsaid(),
      Latest.unsaid(),
      Latest.unsaid(),
      Latest.unsaid(),
      Latest.unsaid(),
      Transition.NONE,
      null,
      null,
      null,
      Latest.unsaid());

  /** This conversation after one more event of it. */
  public Conversation apply(ConversationEvent event) {
    var at = event.at();
    var about =
        event.about() == null ? new About(null, null, null, null, null, null) : event.about();
    return new Conversation(
        createdAt == null || at.isBefore(createdAt) ? at : createdAt,
        channel.mergeIfSaid(about.channel(), at),
        subject.mergeIfSaid(about.subject(), at),
        tags.mergeIfSaid(about.tags(), at),
        locale.mergeIfSaid(about.locale(), at),
        slack.mergeIfSaid(about.slack(), at),
        visitor.mergeIfSaid(about.visitor(), at),
        customer.mergeIfSaid(
            event.customer() == null ? null : Customer.refOf(event.customer(), event.ref()), at),
        event.type() == ConversationEvent.Type.ASSIGNED
            ? assignee.merge(event.assignee(), at)
            : assignee.mergeIfSaid(event.assignee(), at),
        lastAfter(event),
        event.type() == ConversationEvent.Type.RESOLVED ? later(resolvedAt, at) : resolvedAt,
        event.type() == ConversationEvent.Type.CLOSED ? later(closedAt, at) : closedAt,
        resolverAfter(event),
        foreignRating.mergeIfSaid(event.rating(), at));
  }

  public State state() {
    return last.to();
  }

  /** When it last reached an end that counts, or null; reopening does not undo that it ended. */
  public Instant endedAt(Ending ending) {
    if (ending.trigger() == Trigger.CLOSED && !ending.oneEnd()) {
      return closedAt;
    }
    return resolvedAt == null
        ? closedAt
        : closedAt == null ? resolvedAt : later(resolvedAt, closedAt);
  }

  /** Whether somebody's survey may ride on the state it is in now. */
  public boolean isIn(Ending ending) {
    return switch (ending.trigger()) {
      case CLOSED -> state() == State.CLOSED || (ending.oneEnd() && state() == State.RESOLVED);
      case RESOLVED -> state() == State.RESOLVED && !last.automatic();
    };
  }

  /** Where its customer would be asked: where it took place, but by email where Slack gave no thread. */
  public ChannelName route() {
    var place = channel.value() == null ? ChannelName.EMAIL : channel.value();
    return place == ChannelName.SLACK && slack.value() == null ? ChannelName.EMAIL : place;
  }

  /** Whether an agent's statistics change when this conversation becomes the other. */
  public boolean hasSameResolverAs(Conversation other) {
    return Objects.equals(agent(), other.agent());
  }

  private String agent() {
    return resolver == null ? null : resolver.agent();
  }

  private Transition lastAfter(ConversationEvent event) {
    return switch (event.type()) {
      case RESOLVED -> last.later(new Transition(State.RESOLVED, event.at(), event.automatic()));
      case CLOSED -> last.later(new Transition(State.CLOSED, event.at(), event.automatic()));
      case REOPENED -> last.later(new Transition(State.OPEN, event.at(), event.automatic()));
      case CREATED, MESSAGE, ASSIGNED, CUSTOMER_UPDATED, RATED -> last;
    };
  }

  private Resolver resolverAfter(ConversationEvent event) {
    boolean resolves = event.type() == ConversationEvent.Type.RESOLVED;
    boolean closes = event.type() == ConversationEvent.Type.CLOSED && !event.automatic();
    if (!resolves && !closes) {
      return resolver;
    }
    var next =
        new Resolver(event.actor() == null ? null : event.actor().label(), event.at(), closes);
    return resolver == null ? next : resolver.first(next);
  }

  private static Instant later(Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }
}

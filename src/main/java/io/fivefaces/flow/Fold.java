package io.fivefaces.flow;

import io.fivefaces.domain.Conversation;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Customer;
import io.fivefaces.domain.Message;
import io.fivefaces.json.JsonException;
import io.fivefaces.source.Reading;
import io.fivefaces.source.Sources;
import io.fivefaces.store.Conversations;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.DeadLetters.DeadLetter;
import io.fivefaces.store.Events.StoredEvent;
import io.fivefaces.store.Messages.MessageId;
import io.fivefaces.store.UnknownTypes.UnknownType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch of events laid over the rows it concerns; what comes out does not depend on their order. */
final class Fold {

  /**
   * What a fold changed.
   *
   * @param movedByMessages ended conversations of which nothing but the messages changed
   * @param reattributed conversations whose resolver changed
   */
  record Changes(
      List<Conversations.Versioned> conversations,
      List<Customers.Versioned> customers,
      List<ConversationId> movedByMessages,
      List<ConversationId> reattributed) {

    /** Whether the gates have something to look at. */
    boolean moved() {
      return !movedByMessages.isEmpty()
          || conversations.stream().anyMatch(Conversations.Versioned::toJudge);
    }
  }

  private final Map<ConversationId, List<ConversationEvent>> byConversation = new LinkedHashMap<>();
  private final Map<CustomerId, List<ConversationEvent>> byCustomer = new LinkedHashMap<>();
  private final Map<MessageId, Message> messages = new HashMap<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final Map<UnknownType, Integer> unknownTypes = new HashMap<>();

  Fold(Collection<StoredEvent> events) {
    events.forEach(this::add);
  }

  /** The events that could not be read, with the reasons; they are left out. */
  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** How many events of each type that its source does not know; they are left out. */
  Map<UnknownType, Integer> unknownTypes() {
    return unknownTypes;
  }

  Collection<ConversationId> conversationIds() {
    return byConversation.keySet();
  }

  Collection<CustomerId> customerIds() {
    return byCustomer.keySet();
  }

  Map<MessageId, Message> messages() {
    return messages;
  }

  Changes apply(
      Map<ConversationId, Conversations.Versioned> conversations,
      Map<CustomerId, Customers.Versioned> customers) {
    var changes =
        new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    byConversation.forEach((id, events) -> apply(conversations.get(id), id, events, changes));
    byCustomer.forEach((id, events) -> {
      var known = customers.getOrDefault(id, new Customers.Versioned(id, 0, Customer.UNKNOWN));
      var after = known.value();
      for (var event : events) {
        after = after.apply(event.customer(), event.at());
      }
      if (known.version() == 0 || !after.equals(known.value())) {
        changes.customers.add(new Customers.Versioned(id, known.version(), after));
      }
    });
    return changes;
  }

  private void apply(
      Conversations.Versioned found,
      ConversationId id,
      List<ConversationEvent> events,
      Changes changes) {
    var known =
        found != null ? found : new Conversations.Versioned(id, 0, Conversation.UNKNOWN, false);
    var before = known.value();
    var after = before;
    for (var event : events) {
      after = after.apply(event);
    }
    boolean ended = after.closedAt() != null || after.resolvedAt() != null;
    if (known.version() == 0 || !after.equals(before)) {
      changes.conversations.add(new Conversations.Versioned(id, known.version(), after, ended));
    } else if (ended) {
      changes.movedByMessages.add(id);
    }
    if (known.version() > 0 && !after.hasSameResolverAs(before)) {
      changes.reattributed.add(id);
    }
  }

  private void add(StoredEvent stored) {
    try {
      var source = Sources.ofKind(stored.kind())
          .orElseThrow(() -> new JsonException("there is no kind " + stored.kind() + " any more"));
      switch (source.read(stored.payload(), stored.settings())) {
        case Reading.Told told -> told.events().forEach(event -> add(stored, event));
        case Reading.UnknownType unknown ->
          unknownTypes.merge(
              new UnknownType(stored.workspace(), stored.source(), stored.kind(), unknown.type()),
              1,
              Integer::sum);
      }
    } catch (JsonException e) {
      deadLetters.add(new DeadLetter(stored, e.getMessage()));
    } catch (RuntimeException e) {
      // a mistake in an adapter must not stop the others' events
      deadLetters.add(
          new DeadLetter(stored, "the adapter failed: " + e.getClass().getSimpleName()));
    }
  }

  private void add(StoredEvent stored, ConversationEvent event) {
    var id = new ConversationId(stored.workspace(), stored.source(), event.ref());
    byConversation.computeIfAbsent(id, first -> new ArrayList<>()).add(event);
    if (event.customer() != null) {
      var customer = new CustomerId(
          stored.workspace(), stored.source(), Customer.refOf(event.customer(), event.ref()));
      byCustomer.computeIfAbsent(customer, first -> new ArrayList<>()).add(event);
    }
    if (event.message() != null) {
      var ref = event.message().ref() != null ? event.message().ref() : stored.id();
      messages.merge(new MessageId(id, ref), event.message(), Message::earlier);
    }
  }
}

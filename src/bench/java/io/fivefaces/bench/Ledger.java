package io.fivefaces.bench;

import java.util.BitSet;

/** What must be in the database: the numbers of all that was acknowledged, each once. */
final class Ledger {

  /** How many rows of each kind. */
  record Counts(long events, long messages, long conversations, long customers) {}

  private final BitSet events = new BitSet();
  private final BitSet messages = new BitSet();
  private final BitSet conversations = new BitSet();
  private final BitSet customers = new BitSet();

  void add(Tape tape) {
    tape.acknowledged().stream().mapToObj(tape::event).forEach(this::add);
  }

  void add(Mix.Event event) {
    events.set(event.number());
    if (event.message()) {
      messages.set(event.number());
    }
    conversations.set(event.conversation());
    customers.set(event.customer());
  }

  Counts counts() {
    return new Counts(
        events.cardinality(),
        messages.cardinality(),
        conversations.cardinality(),
        customers.cardinality());
  }

  /** The numbers of the acknowledged events. */
  BitSet events() {
    return (BitSet) events.clone();
  }

  /** The numbers of the acknowledged messages. */
  BitSet messages() {
    return (BitSet) messages.clone();
  }

  /** Fails loudly where the database does not hold exactly this. */
  void compare(String whose, Counts stored) {
    if (!stored.equals(counts())) {
      throw new Failed(whose + " acknowledged " + counts() + " but stored " + stored);
    }
  }
}

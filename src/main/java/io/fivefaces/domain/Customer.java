package io.fivefaces.domain;

import java.time.Instant;
import java.util.Locale;

/** A customer of one source, as the events tell. */
public record Customer(Latest<String> email, Latest<String> name, Latest<String> locale) {

  public static final Customer UNKNOWN =
      new Customer(Latest.unsaid(), Latest.unsaid(), Latest.unsaid());

  /** What this customer is known by in its source: its reference, else its address, else its conversation. */
  public static String refOf(Person person, String conversationRef) {
    if (person.ref() != null) {
      return person.ref();
    }
    return person.email() != null
        ? person.email().strip().toLowerCase(Locale.ROOT)
        : "conversation:" + conversationRef;
  }

  /** This customer after an event that named them. */
  public Customer apply(Person person, Instant at) {
    return new Customer(
        email.mergeIfSaid(person.email(), at),
        name.mergeIfSaid(person.name(), at),
        locale.mergeIfSaid(person.locale(), at));
  }
}

package io.fivefaces.domain;

/**
 * Somebody as a source names them; each part is null where the source did not say.
 *
 * @param locale what a customer reads, such as {@code pt-BR}; never told of an agent
 */
public record Person(String ref, String name, String email, String locale) {

  /** Somebody whose language nobody told. */
  public Person(String ref, String name, String email) {
    this(ref, name, email, null);
  }

  /** The same, who reads this language. */
  public Person reading(String otherLocale) {
    return new Person(ref, name, email, otherLocale);
  }

  /** What to call them: the name, else the address, else the reference, else null. */
  public String label() {
    return name != null ? name : email != null ? email : ref;
  }
}

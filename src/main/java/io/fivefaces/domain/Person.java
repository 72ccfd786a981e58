package io.fivefaces.domain;

/** Somebody as a source names them; each part is null where the source did not say. */
public record Person(String ref, String name, String email) {

  /** What to call them: the name, else the address, else the reference, else null. */
  public String label() {
    return name != null ? name : email != null ? email : ref;
  }
}

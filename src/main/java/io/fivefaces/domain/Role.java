package io.fivefaces.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person or a key is in a workspace. */
public enum Role {
  OWNER,
  ADMIN,
  AGENT,
  /** Of keys alone: reads what there is to report. */
  READ,
  /** Of keys alone: brings events. */
  INGEST;

  /** The role of this name in lower case. */
  public static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether who has this role may hand out and take away the other: what is an owner's, an owner alone. */
  public boolean reaches(Role other) {
    return this == OWNER || (this == ADMIN && other != OWNER);
  }

  /** Whether a person may have it. */
  public boolean isForPeople() {
    return this == OWNER || this == ADMIN || this == AGENT;
  }
}

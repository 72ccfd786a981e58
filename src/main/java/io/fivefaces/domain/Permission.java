package io.fivefaces.domain;

import static io.fivefaces.domain.Role.ADMIN;
import static io.fivefaces.domain.Role.AGENT;
import static io.fivefaces.domain.Role.INGEST;
import static io.fivefaces.domain.Role.OWNER;
import static io.fivefaces.domain.Role.READ;

import java.util.EnumSet;
import java.util.Set;

/** What a call needs, and the roles that have it. */
public enum Permission {
  /** Looking at conversations, and at what their customers were asked and answered. */
  CONVERSATIONS(OWNER, ADMIN, AGENT, READ),
  /** Reading the numbers and the list of answers. */
  ANALYTICS(OWNER, ADMIN, READ),
  /** Changing anything of the workspace, and seeing how it is set. */
  ADMINISTRATION(OWNER, ADMIN),
  /** Bringing events without a source's signature. */
  INGESTION(OWNER, ADMIN, INGEST);

  private final Set<Role> roles;

  Permission(Role first, Role... rest) {
    roles = EnumSet.of(first, rest);
  }

  public boolean isOf(Role role) {
    return roles.contains(role);
  }
}

package io.fivefaces.domain;

import java.time.Instant;

/** One team's own part of the service; nothing of it is visible from another. */
public record Workspace(
    int id, String slug, String name, boolean demo, Settings settings, Instant createdAt) {}

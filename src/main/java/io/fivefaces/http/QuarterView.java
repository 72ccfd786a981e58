package io.fivefaces.http;

import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Settings;
import io.fivefaces.store.NpsStatus.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The running quarter as the API shows it. */
record QuarterView(
    boolean enabled,
    String quarter,
    String state,
    Instant startedAt,
    Instant pausedAt,
    int spreadDays,
    boolean walking,
    Instant walkedAt,
    Instant nextWalkAt,
    long customers,
    long waiting,
    Asked asked,
    List<Stopped> gates) {

  /** The quarter's invites by what became of them; those on their way are scheduled. */
  record Asked(long scheduled, long sent, long cancelled, long failed, long unknown) {}

  /** How many customers a gate stops first. */
  record Stopped(String gate, long stopped) {}

  static QuarterView of(Settings settings, Standing standing) {
    boolean enabled = settings.npsEnabled();
    var state = Objects.requireNonNullElse(standing.state(), "running");
    boolean runs = enabled && state.equals("running");
    boolean walks = runs && standing.walking();
    return new QuarterView(
        enabled,
        standing.quarter().toString(),
        enabled ? state : "off",
        standing.startedAt(),
        standing.pausedAt(),
        settings.npsSpreadDays(),
        walks,
        standing.walkedAt(),
        runs && !walks ? standing.nextWalkAt() : null,
        standing.stopped().values().stream().mapToLong(Long::longValue).sum(),
        standing.waiting(),
        asked(standing.invites()),
        stopped(standing.stopped()));
  }

  /** Every gate in its order, whether or not it stops anybody. */
  static List<Stopped> stopped(Map<String, Long> numbers) {
    return Gates.NPS.stream()
        .map(gate -> new Stopped(gate.name(), numbers.getOrDefault(gate.name(), 0L)))
        .toList();
  }

  private static Asked asked(Map<String, Long> states) {
    return new Asked(
        Stream.of("scheduled", "claimed", "sending")
            .mapToLong(state -> states.getOrDefault(state, 0L))
            .sum(),
        states.getOrDefault("sent", 0L),
        states.getOrDefault("cancelled", 0L),
        states.getOrDefault("failed", 0L),
        states.getOrDefault("unknown", 0L));
  }
}

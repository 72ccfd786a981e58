package io.fivefaces.demo;

import io.fivefaces.domain.SendDelay;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Trigger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A UTC day in the life of the simulated shop. The team improves week by week; then there is the week in which parcels
 * were late, an afternoon of it with surveys switched off; and later a try at asking in the chat, before the chat could
 * say which visitor it was with.
 *
 * @param opened the day from which all days are counted
 */
record DemoDay(LocalDate date, LocalDate opened) {

  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMdd");
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final int SECONDS_OPEN = 13 * 3600;
  private static final LocalTime OPENING = LocalTime.of(8, 0);

  /** What a day adds to what customers feel, once the team has become as good as it is. */
  static final double MOOD_TODAY = 0.3;

  /** A mood worse than this is about late parcels. */
  static final double LATE = -0.8;

  static DemoDay of(Instant time, LocalDate opened) {
    return new DemoDay(LocalDate.ofInstant(time, ZoneOffset.UTC), opened);
  }

  /** What the shop's workspace asks by: mail, at once. */
  static Settings settings(boolean asks, boolean inChat) {
    return new Settings(
        asks,
        true,
        inChat,
        false,
        false,
        Trigger.CLOSED,
        SendDelay.IMMEDIATELY,
        false,
        "",
        "",
        Settings.DEFAULT.brandColor(),
        "",
        "",
        "",
        Settings.DEFAULT.locale(),
        Settings.DEFAULT.slackRespondents(),
        Settings.DEFAULT.npsSpreadDays(),
        "",
        "",
        Settings.DEFAULT.contactGapDays(),
        false);
  }

  /** The settings in force at a time of this day. */
  Settings settings(Instant time) {
    int hour = time.atOffset(ZoneOffset.UTC).getHour();
    boolean paused = daysAgo() == 28 && hour >= 12 && hour < 18;
    return settings(!paused, !knowsVisitors());
  }

  /** Whether a chat says which visitor it is with. */
  boolean knowsVisitors() {
    return daysAgo() < 11 || daysAgo() > 12;
  }

  /** What the day adds to what customers feel. */
  double mood() {
    double progress = MOOD_TODAY - Math.clamp(daysAgo() / 90.0, 0, 1);
    return switch (daysAgo()) {
      case 33, 27 -> progress - 1.0;
      case 32, 31, 30, 29, 28 -> progress - 1.9;
      default -> progress;
    };
  }

  /** How many conversations end. */
  int talks(RandomGenerator random) {
    int usual =
        WEEKEND.contains(date.getDayOfWeek()) ? random.nextInt(25, 34) : random.nextInt(40, 53);
    return mood() < LATE ? usual + 7 : usual;
  }

  /** A time at which one ends, most often in the early afternoon. */
  Instant time(RandomGenerator random) {
    int seconds = (random.nextInt(SECONDS_OPEN) + random.nextInt(SECONDS_OPEN)) / 2;
    return date.atTime(OPENING.plusSeconds(seconds)).toInstant(ZoneOffset.UTC);
  }

  /** The reference of this day's conversation with that number. */
  String ref(int number) {
    return SHORT.format(date) + "-" + number;
  }

  /** The reference of a conversation that begins at a time of this day; never that of one made up. */
  String liveRef(Instant time) {
    return ref((int) (10_000 + time.atOffset(ZoneOffset.UTC).getLong(ChronoField.SECOND_OF_DAY)));
  }

  private int daysAgo() {
    return (int) ChronoUnit.DAYS.between(date, opened);
  }
}

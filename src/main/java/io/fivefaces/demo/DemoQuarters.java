package io.fivefaces.demo;

import io.fivefaces.domain.Addressee;
import io.fivefaces.domain.Addressee.LastAsked;
import io.fivefaces.domain.Decision;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.NpsCandidate;
import io.fivefaces.domain.Quarter;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Slot;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.History.PastAnswer;
import io.fivefaces.store.NpsHistory.Contact;
import io.fivefaces.store.NpsHistory.PastCustomer;
import io.fivefaces.store.NpsHistory.PastQuarter;
import io.fivefaces.store.NpsJudgements.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The quarters of NPS in the simulated shop's past: whom the station would have asked, when, and what they said. */
final class DemoQuarters {

  private static final Duration FOUND_AFTER = Duration.ofMinutes(5);
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final Settings settings;
  private final LocalDate opened;
  private final Instant now;
  private final Collection<List<Contact>> people;
  private final Map<String, Instant> asked = new HashMap<>();

  private DemoQuarters(
      Settings settings, LocalDate opened, Instant now, Collection<List<Contact>> people) {
    this.settings = settings;
    this.opened = opened;
    this.now = now;
    this.people = people;
  }

  /**
   * The quarters since the first of these conversations, which asks from then on.
   *
   * @param contacts the oldest first
   * @param opened the day from which all days are counted
   */
  static List<PastQuarter> of(
      Settings settings, List<Contact> contacts, LocalDate opened, Instant now) {
    if (contacts.isEmpty()) {
      return List.of();
    }
    var people = new LinkedHashMap<String, List<Contact>>();
    contacts.forEach(contact -> people
        .computeIfAbsent(
            Objects.requireNonNullElse(contact.address(), contact.customer().ref()),
            address -> new ArrayList<>())
        .add(contact));
    var quarters = new DemoQuarters(settings, opened, now, people.values());
    var past = new ArrayList<PastQuarter>();
    var began = contacts.getFirst().at();
    var running = Quarter.of(now);
    for (var each = Quarter.of(began); each.compareTo(running) <= 0; each = each.next()) {
      past.add(quarters.quarter(each, latest(began, begin(each))));
    }
    return past;
  }

  private PastQuarter quarter(Quarter quarter, Instant start) {
    boolean over = begin(quarter.next()).isBefore(now);
    var end = over ? begin(quarter.next()) : now.minus(SETTLED);
    return new PastQuarter(
        quarter,
        start,
        over,
        people.stream()
            .map(person -> customer(quarter, start, end, over, person))
            .flatMap(Optional::stream)
            .toList());
  }

  /** What became of a customer up to the end; empty where that is left to the walk. */
  private Optional<PastCustomer> customer(
      Quarter quarter, Instant start, Instant end, boolean over, List<Contact> person) {
    var first = person.getFirst();
    var random = new SplittableRandom(
        Objects.hash(quarter.toString(), first.address(), first.customer().ref()));
    var slot = Slot.of(Objects.toString(first.address()), settings.npsSpreadDays());
    var moment = moment(latest(start.plus(slot), first.at().plus(FOUND_AFTER)), person, random);
    boolean inTime = moment.isBefore(end);
    var at = inTime ? moment : end.minus(FOUND_AFTER);
    var known = person.stream().filter(contact -> !contact.at().isAfter(at)).toList();
    if (known.isEmpty() || (!inTime && !over)) {
      return Optional.empty();
    }
    var decision = judge(quarter, at, known);
    boolean open = decision.reason().isEmpty();
    var judgement = new Judgement(firstOf(known), decision, open ? slot : null, at);
    return Optional.of(
        open && inTime
            ? ask(judgement, known.getLast(), random)
            : new PastCustomer(judgement, known.getLast(), null, null));
  }

  /** The reference by which the walk judges whoever is known by several. */
  private static CustomerId firstOf(List<Contact> known) {
    return known.stream()
        .map(Contact::customer)
        .min(Comparator.comparing(CustomerId::ref))
        .orElseThrow();
  }

  private PastCustomer ask(Judgement judgement, Contact last, RandomGenerator random) {
    var sentAt = judgement.at().plusMillis(random.nextInt(200, 2500));
    asked.put(last.address(), judgement.at());
    return new PastCustomer(judgement, last, sentAt, answer(sentAt, last, random));
  }

  /** The first moment from this one on at which no other survey had gone to them shortly before. */
  private Instant moment(Instant from, List<Contact> person, RandomGenerator random) {
    var moment = from;
    for (var before : asks(person)) {
      var gap = before.at().plus(Duration.ofDays(settings.contactGapDays()));
      if (!before.at().isAfter(moment) && gap.isAfter(moment)) {
        moment = gap.plusSeconds(random.nextInt(20, 900));
      }
    }
    return moment;
  }

  private Decision judge(Quarter quarter, Instant at, List<Contact> known) {
    var last = known.getLast();
    boolean suppressed = last.suppressedAt() != null && !last.suppressedAt().isAfter(at);
    var lastAsked = asks(known).stream()
        .filter(ask -> !ask.at().isAfter(at))
        .reduce((one, next) -> next)
        .orElse(null);
    return Gates.judge(
        Gates.NPS,
        new NpsCandidate(
            settings,
            quarter,
            at,
            last.at(),
            new Addressee(last.who(), suppressed ? last.suppressed() : null, lastAsked),
            null));
  }

  /** What went to them, the oldest first. */
  private List<LastAsked> asks(List<Contact> person) {
    var asks = new ArrayList<LastAsked>();
    person.stream().map(Contact::asked).filter(Objects::nonNull).forEach(asks::add);
    var before = asked.get(person.getFirst().address());
    if (before != null) {
      asks.add(new LastAsked(Kind.NPS, before));
    }
    asks.sort(Comparator.comparing(LastAsked::at));
    return asks;
  }

  private PastAnswer answer(Instant sentAt, Contact last, RandomGenerator random) {
    if (random.nextDouble() >= Opinion.ANSWERING) {
      return null;
    }
    int minutes =
        random.nextDouble() < 0.6 ? random.nextInt(2, 300) : random.nextInt(300, 5 * 1440);
    var at = sentAt.plus(Duration.ofMinutes(minutes)).plusSeconds(random.nextInt(60));
    var language = Objects.requireNonNullElse(last.language(), "en");
    var opinion = Opinion.ofShop(random, DemoDay.of(sentAt, opened).mood(), language);
    return at.isAfter(now) ? null : new PastAnswer(opinion.score(), opinion.comment(), at);
  }

  private static Instant begin(Quarter quarter) {
    return quarter.firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

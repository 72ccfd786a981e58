package io.fivefaces.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A quarter of a workspace with many customers: its dry run, the walk that judges each of them, and what a walk costs
 * the webhooks of another workspace.
 *
 * @param people how many persons, by fewer than so many references
 * @param judged how many of them each gate stops, as counted by SQL and as the dry run and the walk found; "none" for
 *     those who may be asked
 * @param bursts the same webhooks without a walk and during one, taking turns
 * @param judgedPerSecond the customers that those walks came by meanwhile
 */
record Nps(
    Machine machine,
    int people,
    Map<String, Long> judged,
    Run dryRun,
    Run walk,
    List<Burst> bursts,
    List<Double> judgedPerSecond,
    List<Burst> indexes) {

  static final String ALONE = "without a walk";
  static final String WALKING = "during a walk";
  static final String ONE_INDEX = "customers by address as it came, as before NPS";
  static final String TWO_COLUMNS = "customers by address, blanks taken off, and reference";

  private static final int CONNECTIONS = 64;
  private static final int DOORS = 4;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LONGEST_WALK = Duration.ofMinutes(20);

  /**
   * One thing that went over all customers.
   *
   * @param before resident bytes before it
   * @param atMost the most during it
   */
  record Run(double seconds, long before, long atMost) {
    long growth() {
      return atMost - before;
    }
  }

  static Nps run(Cluster cluster, Options options, Machine machine) {
    try (var product = new Product("nps", cluster)) {
      product.start();
      return new Measuring(product, options, machine).all();
    }
  }

  List<Burst> of(String name) {
    return bursts.stream().filter(burst -> burst.contestant().equals(name)).toList();
  }

  List<Burst> ofIndex(String name) {
    return indexes.stream().filter(burst -> burst.contestant().equals(name)).toList();
  }

  /** Events acknowledged and projected per second during a walk, of those without one. */
  double ratio() {
    return Median.of(of(WALKING), Burst::rate) / Median.of(of(ALONE), Burst::rate);
  }

  private static final class Measuring {

    private final Product product;
    private final Options options;
    private final Machine machine;
    private final Tables tables;
    private int workspace;

    Measuring(Product product, Options options, Machine machine) {
      this.product = product;
      this.options = options;
      this.machine = machine;
      tables = product.tables();
    }

    Nps all() {
      warm();
      var indexes = indexes();
      var doors = product.connect("crowd", 2);
      workspace = doors.getFirst().workspace();
      var archive = new Archive(tables);
      archive.open();
      new Crowd(tables, doors.getFirst(), doors.getLast(), options.nps()).fill();
      archive.close();
      product.server().stop();
      product.cluster().checkpoint();
      product.launch(List.of());
      var dryRun = dryRun();
      var walk = walk();
      var judged = judged();
      burst("warming up", this::rest);
      var bursts = new ArrayList<Burst>();
      var pace = new ArrayList<Double>();
      var turns = List.<Supplier<Burst>>of(this::alone, () -> walking(pace));
      for (int round = 0; round < options.rounds(); round++) {
        // what PostgreSQL tidies up after both is nobody's alone
        for (var turn : round % 2 == 0 ? turns : turns.reversed()) {
          bursts.add(turn.get());
        }
      }
      return new Nps(machine, options.nps(), judged, dryRun, walk, bursts, pace, indexes);
    }

    private void warm() {
      for (double left = options.warmUp().toMillis() / 1000.0; left > 0; ) {
        left -= product.burst(CONNECTIONS, options.burst()).projectedSeconds();
      }
    }

    /** What the index costs that finds a customer by address. */
    private List<Burst> indexes() {
      var bursts = new ArrayList<Burst>();
      var now = tables.text("select pg_get_indexdef('customers_address'::regclass)");
      for (int round = 0; round < options.rounds(); round++) {
        tables.execute("drop index customers_address");
        tables.execute(
            "create index customers_email on customers (workspace_id, lower(email) collate \"C\") where email is not null");
        bursts.add(Throughput.said(
            product.burst(ONE_INDEX, false, CONNECTIONS, options.burst()), CONNECTIONS));
        tables.execute("drop index customers_email");
        tables.execute(now);
        bursts.add(Throughput.said(
            product.burst(TWO_COLUMNS, false, CONNECTIONS, options.burst()), CONNECTIONS));
      }
      product.prepare();
      return bursts;
    }

    private Run dryRun() {
      var answer = new JsonNode[1];
      var run = watched("dry run", () -> {
        answer[0] = product.json("GET", "/api/workspaces/" + workspace + "/nps/dry-run", "");
      });
      var found = new TreeMap<String, Long>();
      found.put("none", answer[0].get("asked").asLong());
      answer[0].get("gates").forEach(gate -> {
        if (gate.get("stopped").asLong() > 0) {
          found.put(gate.get("gate").asText(), gate.get("stopped").asLong());
        }
      });
      compare("the dry run", found);
      return run;
    }

    private Run walk() {
      return watched("walk", () -> {
        product.json(
            "PATCH",
            "/api/workspaces/" + workspace + "/settings",
            "{\"nps_enabled\":true,\"nps_spread_days\":14}");
        long end = System.nanoTime() + LONGEST_WALK.toNanos();
        while (!tables.holds("exists (select from nps_quarters where workspace_id = " + workspace
            + " and walks > 0)")) {
          if (System.nanoTime() > end) {
            throw new Failed("the walk is not over after " + LONGEST_WALK);
          }
          Server.pause(LOOK.toMillis());
        }
      });
    }

    private Map<String, Long> judged() {
      return compare("the walk", counts("""
          select coalesce(reason, 'none') as reason from nps_judgements where workspace_id = %d
          """.formatted(workspace)));
    }

    /** What the tables say, by a query that knows neither batches nor gates; a row more or less ends the run. */
    private Map<String, Long> compare(String who, Map<String, Long> found) {
      var right = counts("""
          select case
            when not coalesce(bool_or(talked), false) then 'recent_conversation'
            when address is null or bool_or(suppressed) then 'deliverable'
            when bool_or(gap) then 'contact_gap'
            else 'none' end as reason
          from (
            select coalesce(lower(btrim(u.email)), u.source_id || ':' || u.ref) as person,
              lower(btrim(u.email)) as address, t.talked, g.gap, s.email is not null as suppressed
            from customers u
            left join (
              select source_id, customer_ref, bool_or(created_at > now() - interval '90 days') as talked
              from conversations where workspace_id = %1$d group by 1, 2) as t
              on t.source_id = u.source_id and t.customer_ref = u.ref
            left join (
              select source_id, customer_ref,
                bool_or(state = 'scheduled' or issued_at > now() - interval '7 days') as gap
              from survey_invites where workspace_id = %1$d and kind = 'csat' group by 1, 2) as g
              on g.source_id = u.source_id and g.customer_ref = u.ref
            left join suppressions s on s.workspace_id = %1$d and s.email = lower(btrim(u.email))
            where u.workspace_id = %1$d) as known
          group by person, address
          """.formatted(workspace));
      Console.say(who + " found " + found);
      if (!right.equals(found)) {
        throw new Failed(who + " found " + found + " but SQL counts " + right);
      }
      return right;
    }

    private Map<String, Long> counts(String reasons) {
      var counts = new TreeMap<String, Long>();
      tables
          .texts("select reason || ' ' || count(*) from (" + reasons
              + ") as all_of_them group by reason")
          .forEach(text -> counts.put(text.split(" ")[0], Long.parseLong(text.split(" ")[1])));
      return counts;
    }

    private Burst alone() {
      return burst(ALONE, this::rest);
    }

    private Burst walking(List<Double> pace) {
      var before = new double[1];
      var burst = burst(WALKING, () -> {
        rest();
        tables.execute("delete from nps_judgements where workspace_id = " + workspace);
        tables.execute("vacuum analyze nps_judgements");
        product.cluster().checkpoint();
        before[0] = walked();
        move("at_source = null, at_ref = null, next_walk_at = moment()");
      });
      pace.add((walked() - before[0]) / burst.projectedSeconds());
      Console.say("the walk came by " + Math.round(pace.getLast()) + " customers a second");
      if (tables.holds("exists (select from nps_quarters where workspace_id = " + workspace
          + " and next_walk_at > moment())")) {
        throw new Failed("the walk was over before the burst: let it be more than -Dbench.nps="
            + options.nps() + " customers");
      }
      return burst;
    }

    private double walked() {
      return product.metric("fivefaces_nps_customers_total", "");
    }

    /** No walk until told otherwise. */
    private void rest() {
      move("next_walk_at = 'infinity'");
      product.cluster().checkpoint();
    }

    private void move(String change) {
      tables.execute("update nps_quarters set " + change + " where workspace_id = " + workspace);
    }

    /** Into a new workspace, for the tables must not be emptied. */
    private Burst burst(String as, Runnable before) {
      var doors = product.connect("burst-" + System.nanoTime(), DOORS);
      var theirs = " where workspace_id = " + doors.getFirst().workspace();
      return Throughput.said(
          product.burst(
              as,
              new WebContestant.Into(
                  product.mix(false),
                  doors,
                  before,
                  () -> new Ledger.Counts(
                      tables.count("event_keys" + theirs),
                      tables.count("messages" + theirs),
                      tables.count("conversations" + theirs),
                      tables.count("customers" + theirs))),
              CONNECTIONS,
              options.burst()),
          CONNECTIONS);
    }

    /** Does something and watches how large the process becomes meanwhile. */
    private Run watched(String what, Runnable deed) {
      long pid = product.server().pid();
      long before = ProcessTime.size(pid, "VmRSS");
      var most = new AtomicLong(before);
      var over = new AtomicBoolean();
      var watch = Thread.ofPlatform().daemon().start(() -> {
        while (!over.get()) {
          most.accumulateAndGet(ProcessTime.size(pid, "VmRSS"), Math::max);
          Server.pause(LOOK.toMillis());
        }
      });
      long began = System.nanoTime();
      deed.run();
      double seconds = (System.nanoTime() - began) / 1e9;
      over.set(true);
      var run = new Run(seconds, before, most.get());
      Console.say(what + ": " + run);
      return run;
    }
  }
}

package io.fivefaces.bench;

import io.fivefaces.domain.Conversation;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.Customer;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.SourceSettings;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.source.Reading;
import io.fivefaces.source.Sources;
import io.fivefaces.store.Backlog;
import io.fivefaces.store.Conversations;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Customers.CustomerId;
import io.fivefaces.store.Database;
import io.fivefaces.store.EventWriter;
import io.fivefaces.store.EventWriter.NewEvent;
import io.fivefaces.store.Messages;
import io.fivefaces.store.Messages.MessageId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The raw limit: the product's own stores write the same rows by the same statements from values made beforehand,
 * without HTTP, signatures and parsing. The one place that knows the product from inside.
 */
final class RawLimit implements Contestant {

  static final String NAME = "raw";
  static final String APPEND = "raw append alone";

  private static final int APPENDED_TOGETHER = 200;
  private static final int APPENDS_IN_FLIGHT = 2;
  private static final int PROJECTED_TOGETHER = 1000;
  private static final double FIRST_GUESS = 20_000;

  private final Cluster cluster;
  private final boolean projecting;
  private final Product owner;
  private final Vertx vertx = Vertx.vertx();
  private final Customers customers = new Customers();
  private final Conversations conversations = new Conversations();
  private final Messages messages = new Messages();
  private Database database;
  private double rate = FIRST_GUESS;

  /** With or without the projection beside the append. */
  RawLimit(Cluster cluster, boolean projecting) {
    this.cluster = cluster;
    this.projecting = projecting;
    owner = new Product(name(), cluster);
  }

  @Override
  public String name() {
    return projecting ? NAME : APPEND;
  }

  /** The product makes the tables, a workspace and its sources, and leaves. */
  @Override
  public void start() {
    owner.start();
    owner.server().stop();
    database = new Database(vertx, owner.address());
  }

  @Override
  public Duration warmUp(Duration usual) {
    return usual;
  }

  @Override
  public Burst burst(int connections, Duration time) {
    int count = (int) (rate * time.toMillis() / 1000);
    var events = Tapes.events(owner.mix(false), count);
    var appends = new ConcurrentLinkedQueue<>(groups(events, APPENDED_TOGETHER).stream()
        .map(group -> group.stream().map(this::newEvent).toList())
        .toList());
    var projections = new ArrayDeque<>(projecting ? projections(events) : List.<Rows>of());
    owner.prepare();
    var meter = new Spent.Meter(0, cluster);
    long began = System.nanoTime();
    var lanes = new ArrayList<Future<?>>();
    for (int i = 0; i < APPENDS_IN_FLIGHT; i++) {
      lanes.add(appending(appends));
    }
    lanes.add(projectAll(projections));
    await(Future.all(lanes));
    double seconds = (System.nanoTime() - began) / 1e9;
    var spent = meter.spent();
    compare(events);
    rate = count / seconds;
    return new Burst(name(), 0, count, 0, 0, seconds, seconds, spent);
  }

  @Override
  public void close() {
    await(database == null ? vertx.close() : database.close().eventually(vertx::close));
    owner.close();
  }

  /** One in flight at a time, by a writer of an event loop of its own. */
  private Future<Void> appending(Queue<List<NewEvent>> appends) {
    var context = vertx.getOrCreateContext();
    return Future.future(done -> context.runOnContext(begun -> {
      var metrics = new Metrics(new SimpleMeterRegistry());
      var writer = new EventWriter(vertx, database, new Backlog(), metrics, () -> {});
      appendAll(writer, appends).onComplete(done);
    }));
  }

  private static Future<Void> appendAll(EventWriter writer, Queue<List<NewEvent>> appends) {
    var next = appends.poll();
    return next == null
        ? Future.succeededFuture()
        : writer.append(next).compose(duplicates -> appendAll(writer, appends));
  }

  private Future<Void> projectAll(Queue<Rows> projections) {
    var next = projections.poll();
    return next == null
        ? Future.succeededFuture()
        : database
            .inTransaction(tx -> customers
                .save(tx, next.customers)
                .compose(saved -> conversations.save(tx, next.conversations))
                .compose(saved -> messages.save(tx, next.messages)))
            .compose(saved -> projectAll(projections));
  }

  private record Rows(
      List<Customers.Versioned> customers,
      List<Conversations.Versioned> conversations,
      Map<MessageId, Message> messages) {}

  /** What the projection would write, a transaction each. */
  private List<Rows> projections(List<Mix.Event> events) {
    var talks = new HashMap<ConversationId, Conversations.Versioned>();
    var people = new HashMap<CustomerId, Customers.Versioned>();
    return groups(events, PROJECTED_TOGETHER).stream()
        .map(group -> rows(group, talks, people))
        .toList();
  }

  private Rows rows(
      List<Mix.Event> group,
      Map<ConversationId, Conversations.Versioned> talks,
      Map<CustomerId, Customers.Versioned> people) {
    var changedTalks = new LinkedHashMap<ConversationId, Conversation>();
    var changedPeople = new LinkedHashMap<CustomerId, Customer>();
    var said = new HashMap<MessageId, Message>();
    for (var one : group) {
      var event = read(one.body());
      var door = owner.doors().get(one.door());
      var id = new ConversationId(door.workspace(), door.source(), event.ref());
      var customer =
          new CustomerId(door.workspace(), door.source(), event.customer().ref());
      changedTalks.merge(id, before(talks, id).apply(event), (old, same) -> old.apply(event));
      changedPeople.merge(
          customer,
          before(people, customer).apply(event.customer(), event.at()),
          (old, same) -> old.apply(event.customer(), event.at()));
      if (event.message() != null) {
        said.put(new MessageId(id, event.message().ref()), event.message());
      }
    }
    var savedTalks = new ArrayList<Conversations.Versioned>();
    changedTalks.forEach((id, value) -> {
      int version = talks.containsKey(id) ? talks.get(id).version() : 0;
      savedTalks.add(new Conversations.Versioned(id, version, value, false));
      talks.put(id, new Conversations.Versioned(id, version + 1, value, false));
    });
    var savedPeople = new ArrayList<Customers.Versioned>();
    changedPeople.forEach((id, value) -> {
      int version = people.containsKey(id) ? people.get(id).version() : 0;
      savedPeople.add(new Customers.Versioned(id, version, value));
      people.put(id, new Customers.Versioned(id, version + 1, value));
    });
    return new Rows(savedPeople, savedTalks, said);
  }

  private static Conversation before(
      Map<ConversationId, Conversations.Versioned> talks, ConversationId id) {
    return talks.containsKey(id) ? talks.get(id).value() : Conversation.UNKNOWN;
  }

  private static Customer before(Map<CustomerId, Customers.Versioned> people, CustomerId id) {
    return people.containsKey(id) ? people.get(id).value() : Customer.UNKNOWN;
  }

  private static ConversationEvent read(byte[] body) {
    var reading = Sources.ofKind("native").orElseThrow().read(body, SourceSettings.DEFAULT);
    return ((Reading.Told) reading).events().getFirst();
  }

  private NewEvent newEvent(Mix.Event event) {
    var door = owner.doors().get(event.door());
    // the number alone would do; the name's length is part of the work
    return new NewEvent(door.workspace(), door.source(), "evt_raw_" + event.number(), event.body());
  }

  private void compare(List<Mix.Event> events) {
    var ledger = new Ledger();
    events.forEach(ledger::add);
    var stored = owner.stored();
    ledger.compare(
        name(),
        projecting
            ? stored
            : new Ledger.Counts(
                stored.events(),
                ledger.counts().messages(),
                ledger.counts().conversations(),
                ledger.counts().customers()));
  }

  private static <T> List<List<T>> groups(List<T> all, int size) {
    var groups = new ArrayList<List<T>>();
    for (int i = 0; i < all.size(); i += size) {
      groups.add(List.copyOf(all.subList(i, Math.min(all.size(), i + size))));
    }
    return groups;
  }

  private static void await(Future<?> future) {
    try {
      future.await(10, TimeUnit.MINUTES);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}

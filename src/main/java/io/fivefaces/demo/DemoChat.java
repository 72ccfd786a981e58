package io.fivefaces.demo;

import io.fivefaces.demo.DemoWorkspace.Opened;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.Type;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.Person;
import io.fivefaces.domain.VisitorHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The chat of the demo shop's page: somebody real writes, and an agent answers and closes, through real webhooks. */
public final class DemoChat {

  private static final Duration ANSWERED = Duration.ofMillis(2400);
  private static final Duration CLOSED = Duration.ofMillis(4200);
  private static final int ID_BYTES = 8;

  /**
   * A conversation that has begun.
   *
   * @param source the key of the shop's source
   * @param hash the proof of the visitor
   * @param conversation its reference
   * @param agent the name of who answers
   */
  public record Begun(
      String source,
      String visitor,
      String hash,
      String workspace,
      String conversation,
      String agent) {}

  private final DemoWorkspace workspace;
  private final Hooks hooks;
  private final Timers timers;
  private final Keyring keys;
  private final Clock clock;
  private final Trouble trouble = new Trouble("A webhook of the demo shop's chat is not taken");

  /**
   * A chat that talks to the server on this machine.
   *
   * @param port of the public server
   */
  public DemoChat(Vertx vertx, DemoWorkspace workspace, int port, Keyring keys, Clock clock) {
    this.workspace = workspace;
    this.keys = keys;
    this.clock = clock;
    hooks = new Hooks(new Door(vertx, port), clock);
    timers = new Timers(vertx);
  }

  /** Begins a conversation with this visitor, with a new one where that is not proved; empty where there is no demo. */
  public Future<Optional<Begun>> begin(String visitor, String hash) {
    return workspace
        .open()
        .compose(found -> found.isEmpty()
            ? Future.succeededFuture(Optional.empty())
            : begin(found.get(), visitor, hash).map(Optional::of));
  }

  private Future<Begun> begin(Opened demo, String visitor, String hash) {
    var secret = demo.source().secret();
    var id = VisitorHash.proves(hash, visitor, List.of(secret)) ? visitor : "shopper-" + random();
    var agent = Agent.any(RandomGenerator.getDefault());
    var talk = talk("chat-" + random(), id, agent, clock.instant());
    var parcels = Parcel.inTime(talk);
    var first = parcels.getFirst();
    return hooks.send(demo.source(), first).map(taken -> {
      parcels.stream().skip(1).forEach(parcel -> later(demo, parcel, first.at()));
      return new Begun(
          demo.source().key(),
          id,
          VisitorHash.of(id, secret),
          Integer.toString(demo.workspace().id()),
          talk.ref(),
          agent.name());
    });
  }

  private void later(Opened demo, Parcel parcel, Instant begun) {
    timers.after(
        Duration.between(begun, parcel.at()),
        () -> hooks
            .send(demo.source(), parcel)
            .onSuccess(taken -> trouble.over())
            .onFailure(trouble::met));
  }

  private static Talk talk(String ref, String visitor, Agent agent, Instant now) {
    var about = new About(
        ChannelName.CHAT, "A question in the demo shop", List.of("demo-shop"), null, null, visitor);
    var customer = new Person(visitor, "Visitor of the demo shop", null);
    var answered = now.plus(ANSWERED);
    return new Talk(
        ref,
        "en",
        customer,
        agent,
        false,
        List.of(
            event(Type.CREATED, now, ref, about, customer, null, null),
            event(Type.MESSAGE, now, ref, null, null, said(ref + "-1", now, true), null),
            event(Type.ASSIGNED, answered, ref, null, null, null, agent),
            event(Type.MESSAGE, answered, ref, null, null, said(ref + "-2", answered, false), null),
            event(Type.CLOSED, now.plus(CLOSED), ref, null, null, null, agent)));
  }

  private static ConversationEvent event(
      Type type,
      Instant at,
      String ref,
      About about,
      Person customer,
      Message message,
      Agent agent) {
    var person = agent == null ? null : agent.person();
    return new ConversationEvent(
        type,
        at,
        ref,
        about,
        customer,
        message,
        type == Type.CLOSED ? person : null,
        type == Type.ASSIGNED ? person : null,
        false,
        null);
  }

  private static Message said(String ref, Instant at, boolean byCustomer) {
    return byCustomer
        ? new Message(ref, Message.Direction.IN, Message.Author.CUSTOMER, at)
        : new Message(ref, Message.Direction.OUT, Message.Author.AGENT, at);
  }

  private String random() {
    return HexFormat.of().formatHex(keys.random(ID_BYTES));
  }
}

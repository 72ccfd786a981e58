package io.fivefaces.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.function.Consumer;

/** Facts between stations: each is heard once by its station, however many instances of it run. */
public final class Bus {

  private static final List<Class<? extends Fact>> FACTS = List.of(
      Fact.EventsStored.class,
      Fact.ConversationsMoved.class,
      Fact.ConversationsJudged.class,
      Fact.InvitesScheduled.class,
      Fact.InviteSettled.class,
      Fact.ResponseReceived.class,
      Fact.WebhooksQueued.class,
      Fact.SurveyMoved.class,
      Fact.StatsChanged.class);

  private final Vertx vertx;

  /** One per Vert.x instance. */
  public Bus(Vertx vertx) {
    this.vertx = vertx;
    FACTS.forEach(
        type -> vertx.eventBus().registerDefaultCodec(cast(type), new FactCodec<>(cast(type))));
  }

  /** Tells the station that hears this fact; call it after the commit. */
  public void publish(Fact fact) {
    var address = address(fact.getClass(), fact.heardBy());
    if (fact.heardBy() == Station.PAGES) {
      vertx.eventBus().publish(address, fact);
    } else {
      vertx.eventBus().send(address, fact);
    }
  }

  /** Hears the facts of one type on the calling context, until unregistered. */
  public <F extends Fact> MessageConsumer<F> on(Class<F> type, Station station, Consumer<F> hear) {
    return vertx
        .eventBus()
        .consumer(address(type, station), message -> hear.accept(message.body()));
  }

  private static String address(Class<? extends Fact> type, Station station) {
    return station + "." + type.getSimpleName();
  }

  @SuppressWarnings("unchecked")
  private static <F extends Fact> Class<F> cast(Class<? extends Fact> type) {
    return (Class<F>) type;
  }
}

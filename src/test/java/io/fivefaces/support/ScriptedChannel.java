package io.fivefaces.support;

import io.fivefaces.channel.Channel;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Sighting;
import io.fivefaces.domain.Survey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A channel whose other side does what a test says, and takes everything it says nothing of. */
public final class ScriptedChannel implements Channel {

  private final ChannelName name;
  private final Doubt doubt;
  private final Queue<Future<HandOver>> handOvers = new ConcurrentLinkedQueue<>();
  private final Queue<Future<Sighting>> sightings = new ConcurrentLinkedQueue<>();
  private final List<Survey> handedOver = new CopyOnWriteArrayList<>();
  private final List<Survey> lookedFor = new CopyOnWriteArrayList<>();

  public ScriptedChannel(ChannelName name, Doubt doubt) {
    this.name = name;
    this.doubt = doubt;
  }

  /** Ends the next hand-over of which nothing was said so. */
  public ScriptedChannel ending(HandOver handOver) {
    handOvers.add(Future.succeededFuture(handOver));
    return this;
  }

  /** Leaves the next hand-over of which nothing was said without an end until the promise is kept. */
  public Promise<HandOver> hanging() {
    Promise<HandOver> end = Promise.promise();
    handOvers.add(end.future());
    return end;
  }

  /** Shows the next look of which nothing was said this. */
  public ScriptedChannel showing(Sighting sighting) {
    sightings.add(Future.succeededFuture(sighting));
    return this;
  }

  /** Leaves the next look of which nothing was said without an end until the promise is kept. */
  public Promise<Sighting> blind() {
    Promise<Sighting> end = Promise.promise();
    sightings.add(end.future());
    return end;
  }

  public List<Survey> handedOver() {
    return handedOver;
  }

  public List<Survey> lookedFor() {
    return lookedFor;
  }

  @Override
  public ChannelName name() {
    return name;
  }

  @Override
  public Doubt doubt() {
    return doubt;
  }

  @Override
  public Future<HandOver> handOver(Survey survey) {
    handedOver.add(survey);
    var end = handOvers.poll();
    return end == null
        ? Future.succeededFuture(new HandOver.Accepted("receipt " + handedOver.size()))
        : end;
  }

  @Override
  public Future<Sighting> look(Survey survey) {
    lookedFor.add(survey);
    var sighting = sightings.poll();
    return sighting == null
        ? Future.succeededFuture(new Sighting.Unseen("nothing to say"))
        : sighting;
  }
}

package io.fivefaces.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contestants, each started and warmed once. */
final class LineUp implements AutoCloseable {

  private static final Duration PIECE = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 64;

  private final Cluster cluster;
  private final Duration warmUp;
  private final Map<String, Contestant> started = new LinkedHashMap<>();

  LineUp(Cluster cluster, Duration warmUp) {
    this.cluster = cluster;
    this.warmUp = warmUp;
  }

  /** These, ready and warm. */
  List<Contestant> of(List<String> names) {
    return names.stream().map(this::of).toList();
  }

  /** This one, ready and warm. */
  Contestant of(String name) {
    if (!started.containsKey(name)) {
      Console.say("starting " + name);
      var contestant = made(name);
      started.put(name, contestant);
      contestant.start();
      warm(contestant);
    }
    return started.get(name);
  }

  @Override
  public void close() {
    started.values().forEach(Contestant::close);
    started.clear();
  }

  private Contestant made(String name) {
    return switch (name) {
      case Product.NAME -> new Product(cluster);
      case RawLimit.NAME -> new RawLimit(cluster, true);
      case RawLimit.APPEND -> new RawLimit(cluster, false);
      case "ordinary" -> new Peer(Recipes.ordinary(), cluster);
      case "express", "fastify" -> new Peer(Recipes.node(name), cluster);
      case "spring" -> new Peer(Recipes.spring(), cluster);
      default -> throw new Failed("there is no contestant '" + name + "'");
    };
  }

  /** Short bursts, the sum of which is as long as it needs; what they measure is thrown away. */
  private void warm(Contestant contestant) {
    double left = contestant.warmUp(warmUp).toMillis() / 1000.0;
    while (left > 0) {
      left -= contestant.burst(CONNECTIONS, PIECE).projectedSeconds();
    }
  }
}

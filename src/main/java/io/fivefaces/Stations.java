package io.fivefaces;

import io.fivefaces.bus.Bus;
import io.fivefaces.channel.Channel;
import io.fivefaces.channel.Letters;
import io.fivefaces.config.Config;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.Keyring;
import io.fivefaces.flow.Delivery;
import io.fivefaces.flow.DeliveryVerticle;
import io.fivefaces.flow.Endings;
import io.fivefaces.flow.GateVerticle;
import io.fivefaces.flow.Inquiry;
import io.fivefaces.flow.NpsPromotion;
import io.fivefaces.flow.NpsVerticle;
import io.fivefaces.flow.NpsWalk;
import io.fivefaces.flow.PauseLetters;
import io.fivefaces.flow.ProjectionVerticle;
import io.fivefaces.flow.StatsVerticle;
import io.fivefaces.flow.Subjects;
import io.fivefaces.flow.Surveys;
import io.fivefaces.flow.WebhookCall;
import io.fivefaces.flow.WebhookVerticle;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.outbound.Courier;
import io.fivefaces.store.Backlog;
import io.fivefaces.store.Candidates;
import io.fivefaces.store.Conversations;
import io.fivefaces.store.Customers;
import io.fivefaces.store.Database;
import io.fivefaces.store.Days;
import io.fivefaces.store.DeadLetters;
import io.fivefaces.store.Events;
import io.fivefaces.store.Invites;
import io.fivefaces.store.LostInvites;
import io.fivefaces.store.Messages;
import io.fivefaces.store.NpsCandidates;
import io.fivefaces.store.NpsInvites;
import io.fivefaces.store.NpsJudgements;
import io.fivefaces.store.NpsQuarters;
import io.fivefaces.store.StaleDays;
import io.fivefaces.store.UnknownTypes;
import io.fivefaces.store.Verdicts;
import io.fivefaces.store.WebhookKeepers;
import io.fivefaces.store.WebhookQueue;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;

/** The stations on the bus, each made of its stores. */
final class Stations {

  private final Vertx vertx;
  private final Database database;
  private final StaleDays staleDays;
  private final Map<ChannelName, Channel> channels;
  private final Surveys surveys;
  private final Courier courier;
  private final Letters letters;
  private final String baseUrl;
  private final Keyring keys;
  private final Config.Delivery bounds;
  private final Bus bus;
  private final Metrics metrics;
  private final Clock clock;
  private final Backlog backlog = new Backlog();

  Stations(
      Vertx vertx,
      Database database,
      StaleDays staleDays,
      Map<ChannelName, Channel> channels,
      Surveys surveys,
      Courier courier,
      Letters letters,
      String baseUrl,
      Keyring keys,
      Config.Delivery bounds,
      Bus bus,
      Metrics metrics,
      Clock clock) {
    this.vertx = vertx;
    this.database = database;
    this.staleDays = staleDays;
    this.channels = channels;
    this.surveys = surveys;
    this.courier = courier;
    this.letters = letters;
    this.baseUrl = baseUrl;
    this.keys = keys;
    this.bounds = bounds;
    this.bus = bus;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** What waits between the writers and the projection. */
  Backlog backlog() {
    return backlog;
  }

  Deployable projection() {
    return new ProjectionVerticle(
        database,
        new Events(database),
        new Conversations(),
        new Customers(),
        new Messages(),
        staleDays,
        new DeadLetters(database),
        new UnknownTypes(database),
        backlog,
        bus,
        metrics);
  }

  Deployable gates() {
    return new GateVerticle(
        database,
        new Candidates(),
        new Verdicts(),
        new Invites(database, staleDays),
        staleDays,
        bus,
        metrics);
  }

  Deployable delivery() {
    var subjects = new Subjects(database, staleDays);
    var invites = new Invites(database, staleDays);
    var endings = new Endings(vertx, invites, bounds, metrics);
    var delivery = new Delivery(
        database, subjects, invites, channels, surveys, endings, keys, bounds, clock, metrics);
    var inquiry = new Inquiry(subjects, invites, channels, surveys, endings, bounds, metrics);
    return new DeliveryVerticle(
        invites,
        new LostInvites(database, staleDays),
        delivery,
        inquiry,
        channels,
        bounds,
        bus,
        metrics);
  }

  Deployable nps() {
    var quarters = new NpsQuarters(database);
    var candidates = new NpsCandidates();
    var judgements = new NpsJudgements();
    return new NpsVerticle(
        quarters,
        new NpsWalk(database, quarters, new Customers(), candidates, judgements, metrics),
        new NpsPromotion(database, quarters, candidates, judgements, new NpsInvites(), metrics),
        bus,
        metrics);
  }

  Deployable stats() {
    return new StatsVerticle(new Days(database), bus, metrics);
  }

  Deployable webhooks() {
    var queue = new WebhookQueue(database);
    var notice = new PauseLetters(new WebhookKeepers(database), letters, baseUrl);
    return new WebhookVerticle(
        queue, new WebhookCall(vertx, queue, courier, keys, notice, metrics, clock), bus, metrics);
  }
}

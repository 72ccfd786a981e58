package io.fivefaces.demo;

import io.fivefaces.demo.DemoWorkspace.Opened;
import io.fivefaces.demo.PretendSlack.Message;
import io.fivefaces.demo.PretendSlack.Role;
import io.fivefaces.demo.PretendSlack.Thread;
import io.fivefaces.demo.SlackNews.Member;
import io.fivefaces.domain.ConnectedSource;
import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The demo's page of a Slack: a customer asks, an agent answers and is done, all through the real doors. */
public final class DemoSlack {

  private static final Duration ANSWERED = Duration.ofMillis(2400);
  private static final Duration DONE = Duration.ofMillis(4600);
  private static final int ID_BYTES = 12;

  /** What a customer asks and is answered. */
  private record Matter(String question, String answer) {}

  private static final List<Matter> MATTERS = List.of(
      new Matter(
          "Hi! Our last delivery of Moss notebooks came one box short. Could you look into it?",
          "Oh no. Box 7 is still in our sawmill, I found it. It leaves today with express, no charge."),
      new Matter(
          "Could we get the spring invoice split by shop? Our bookkeeper would be so happy.",
          "Gladly: three invoices are in your inbox now, one for each shop, and it stays that way."),
      new Matter(
          "Do the Night notebooks also come with squared paper? Two customers asked this week.",
          "From next month on, yes. I have put ten samples into your next parcel."));

  private final DemoWorkspace workspace;
  private final PretendSlack slack;
  private final PretendApi api;
  private final SlackHooks hooks;
  private final Timers timers;
  private final Keyring keys;
  private final Trouble trouble = new Trouble("An event of the demo's Slack is not taken");

  /**
   * A Slack that talks to the server on this machine.
   *
   * @param port of the public server
   */
  public DemoSlack(Vertx vertx, DemoWorkspace workspace, int port, Keyring keys, Clock clock) {
    this.workspace = workspace;
    this.keys = keys;
    slack = new PretendSlack(keys, clock);
    api = new PretendApi(slack);
    hooks = new SlackHooks(new Door(vertx, port), clock);
    timers = new Timers(vertx);
  }

  /**
   * A conversation that has begun.
   *
   * @param thread the unguessable id by which it is seen
   * @param conversation its reference
   */
  public record Begun(String thread, String workspace, String source, String conversation) {}

  /** Begins a conversation; empty where there is no demo, or its Slack is not connected. */
  public Future<Optional<Begun>> begin() {
    return workspace
        .slack()
        .compose(found -> found.isEmpty()
            ? Future.succeededFuture(Optional.empty())
            : begin(found.get()).map(Optional::of));
  }

  private Future<Begun> begin(Opened demo) {
    var random = RandomGenerator.getDefault();
    var matter = MATTERS.get(random.nextInt(MATTERS.size()));
    var agent = Member.of(Agent.any(random));
    var asked = Message.of(Role.CUSTOMER, Member.CUSTOMER.name(), matter.question());
    var thread = slack.begin(asked);
    var root = thread.root();
    var event = SlackNews.message(random(), Member.CUSTOMER, matter.question(), root, root);
    return hooks.event(demo.source(), event).map(taken -> {
      later(demo.source(), ANSWERED, () -> answer(root, agent, matter.answer()));
      later(demo.source(), DONE, () -> finish(root, agent));
      return new Begun(
          thread.id(),
          Integer.toString(demo.workspace().id()),
          Integer.toString(demo.source().id()),
          PretendSlack.CHANNEL + ":" + root);
    });
  }

  private void later(ConnectedSource source, Duration time, Supplier<Optional<byte[]>> work) {
    timers.after(
        time,
        () -> work.get()
            .ifPresent(event -> hooks
                .event(source, event)
                .onSuccess(taken -> trouble.over())
                .onFailure(trouble::met)));
  }

  private Optional<byte[]> answer(String root, Member agent, String text) {
    return slack
        .reply(root, Message.of(Role.AGENT, agent.name(), text))
        .map(ts -> SlackNews.message(random(), agent, text, ts, root));
  }

  private Optional<byte[]> finish(String root, Member agent) {
    return slack.change(root, Message::checked)
        ? Optional.of(SlackNews.checkMark(random(), agent, slack.timestamp(), root))
        : Optional.empty();
  }

  /**
   * A message as the customer sees it.
   *
   * @param role {@code customer}, {@code agent} or {@code app}
   * @param blocks its Block Kit, null where it is only text
   * @param onlyYou whether nobody but the customer sees it
   * @param done whether it has the check mark
   */
  public record Line(
      String ts,
      String role,
      String author,
      String text,
      List<Map<String, Object>> blocks,
      boolean onlyYou,
      boolean edited,
      boolean done) {}

  /**
   * A thread as the customer sees it.
   *
   * @param window the window that is open, as Slack calls it a view, or null
   */
  public record Shown(String id, String channel, List<Line> messages, Map<String, Object> window) {}

  /** The thread with this id; empty where it is gone. */
  public Optional<Shown> find(String id) {
    return slack.find(id).map(DemoSlack::shown);
  }

  private static Shown shown(Thread thread) {
    var lines = thread.messages().stream()
        .map(one -> new Line(
            one.ts(),
            one.role().toString(),
            one.author(),
            one.text(),
            one.blocks(),
            one.onlyYou(),
            one.edited(),
            one.done()))
        .toList();
    return new Shown(thread.id(), PretendSlack.CHANNEL_NAME, lines, window(thread));
  }

  private static Map<String, Object> window(Thread thread) {
    if (thread.window() == null) {
      return null;
    }
    var window = new LinkedHashMap<>(thread.window().view());
    window.put("id", thread.window().id());
    return window;
  }

  /** Taps a button as the customer; empty where there is none like this. */
  public Future<Optional<Shown>> tap(String id, String ts, String block, String action) {
    return slack
        .find(id)
        .flatMap(thread -> thread
            .message(ts)
            .flatMap(message -> button(message, block, action)
                .map(button -> SlackNews.tap(thread, message, button, slack.trigger(id)))))
        .map(payload -> interaction(payload).map(taken -> find(id)))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  /** Sends the open window with this text in each of its fields; the answer's JSON, or "" where it was taken. */
  public Future<Optional<String>> send(String id, String window, Map<String, String> fields) {
    return slack
        .find(id)
        .map(Thread::window)
        .filter(open -> open.id().equals(window))
        .map(open -> interaction(SlackNews.sent(open, Blocks.values(open.view(), fields)))
            .onSuccess(answer -> {
              if (answer.isEmpty()) {
                slack.close(id);
              }
            })
            .map(Optional::of))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  private static Optional<Map<String, Object>> button(
      Message message, String block, String action) {
    return message.blocks() == null
        ? Optional.empty()
        : Blocks.button(message.blocks(), block, action);
  }

  private Future<String> interaction(byte[] payload) {
    return workspace
        .slack()
        .compose(found -> found
            .map(demo -> hooks.interaction(demo.source(), payload))
            .orElse(Future.failedFuture("the demo's Slack is no longer connected")));
  }

  /** Answers a call of Slack's Web API that changes something, if it is made with the demo's bot token. */
  public Map<String, Object> call(String method, String token, byte[] body) {
    return DemoToken.isOne(token, keys) ? api.post(method, body) : PretendApi.INVALID_AUTH;
  }

  /** As {@link #call}, of one that only reads, about a thread. */
  public Map<String, Object> read(String method, String token, String channel, String ts) {
    return DemoToken.isOne(token, keys) ? api.get(method, channel, ts) : PretendApi.INVALID_AUTH;
  }

  private String random() {
    return HexFormat.of().formatHex(keys.random(ID_BYTES));
  }
}

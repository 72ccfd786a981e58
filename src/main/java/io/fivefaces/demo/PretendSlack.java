package io.fivefaces.demo;

import io.fivefaces.domain.Keyring;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A Slack in memory, with one channel: the newest threads and what is said in them. A thread is reached only by its
 * unguessable id. Shared by all event loops.
 */
final class PretendSlack {

  static final String TEAM = "T0PINEPOST";
  static final String CHANNEL = "C0HELPDESK";
  static final String CHANNEL_NAME = "pine-and-post-okafor-books";

  private static final int MOST_THREADS = 50;
  private static final int MOST_MESSAGES = 20;
  private static final int ID_BYTES = 16;

  /** Who said something. */
  enum Role {
    CUSTOMER,
    AGENT,
    APP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A message.
   *
   * @param blocks its Block Kit, null where it is only text
   * @param onlyYou whether nobody but the customer sees it
   * @param metadata what the app noted on it, or null
   */
  record Message(
      String ts,
      Role role,
      String author,
      String text,
      List<Map<String, Object>> blocks,
      boolean onlyYou,
      boolean edited,
      boolean done,
      Map<String, Object> metadata) {

    static Message of(Role role, String author, String text) {
      return new Message(null, role, author, text, null, false, false, false, null);
    }

    Message at(String when) {
      return new Message(when, role, author, text, blocks, onlyYou, edited, done, metadata);
    }

    Message changed(
        String newText, List<Map<String, Object>> newBlocks, Map<String, Object> noted) {
      return new Message(ts, role, author, newText, newBlocks, onlyYou, true, done, noted);
    }

    Message checked() {
      return new Message(ts, role, author, text, blocks, onlyYou, edited, true, metadata);
    }
  }

  /** A window that an app opened. */
  record Window(String id, Map<String, Object> view) {}

  /**
   * A thread as it is now.
   *
   * @param trigger what the last tap may open a window with, or null
   * @param window the open one, or null
   */
  record Thread(String id, List<Message> messages, String trigger, Window window) {
    String root() {
      return messages.getFirst().ts();
    }

    Optional<Message> message(String ts) {
      return messages.stream().filter(one -> one.ts().equals(ts)).findFirst();
    }

    private Thread with(List<Message> newMessages) {
      return new Thread(id, List.copyOf(newMessages), trigger, window);
    }
  }

  private final Keyring keys;
  private final Clock clock;
  private final Map<String, Thread> threads = new LinkedHashMap<>();
  private Instant last = Instant.EPOCH;

  PretendSlack(Keyring keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Begins a thread with this message; the oldest makes room for it. */
  synchronized Thread begin(Message root) {
    var thread = new Thread(random(), List.of(root.at(timestamp())), null, null);
    threads.put(thread.id(), thread);
    if (threads.size() > MOST_THREADS) {
      threads.remove(threads.keySet().iterator().next());
    }
    return thread;
  }

  synchronized Optional<Thread> find(String id) {
    return Optional.ofNullable(threads.get(id));
  }

  synchronized Optional<Thread> findByRoot(String root) {
    return first(thread -> thread.root().equals(root));
  }

  /** Adds a reply, unless the thread is gone or full; its timestamp. A full one forgets what only one person saw. */
  synchronized Optional<String> reply(String root, Message reply) {
    return findByRoot(root).flatMap(thread -> {
      var messages = new ArrayList<>(thread.messages());
      if (messages.size() >= MOST_MESSAGES) {
        messages.stream().filter(Message::onlyYou).findFirst().ifPresent(messages::remove);
      }
      if (messages.size() >= MOST_MESSAGES) {
        return Optional.empty();
      }
      var ts = timestamp();
      messages.add(reply.at(ts));
      threads.replace(thread.id(), thread.with(messages));
      return Optional.of(ts);
    });
  }

  /** Changes a message; false where it is not there. */
  synchronized boolean change(String ts, UnaryOperator<Message> change) {
    var found = first(thread -> thread.message(ts).isPresent());
    found.ifPresent(thread -> threads.replace(
        thread.id(),
        thread.with(thread.messages().stream()
            .map(one -> one.ts().equals(ts) ? change.apply(one) : one)
            .toList())));
    return found.isPresent();
  }

  /** What a tap in this thread may open a window with; the one before is void. */
  synchronized String trigger(String id) {
    var trigger = random();
    threads.computeIfPresent(
        id, (key, old) -> new Thread(id, old.messages(), trigger, old.window()));
    return trigger;
  }

  /** Opens a window for whoever has the trigger, once; empty where it is void. */
  synchronized Optional<Window> open(String trigger, Map<String, Object> view) {
    return first(thread -> trigger.equals(thread.trigger())).map(thread -> {
      var window = new Window("V" + random(), view);
      threads.replace(thread.id(), new Thread(thread.id(), thread.messages(), null, window));
      return window;
    });
  }

  /** Closes the window of a thread. */
  synchronized void close(String id) {
    threads.computeIfPresent(id, (key, old) -> new Thread(id, old.messages(), old.trigger(), null));
  }

  private Optional<Thread> first(Predicate<Thread> wanted) {
    return threads.values().stream().filter(wanted).findFirst();
  }

  /** A time as Slack writes it, to the microsecond, and never the same twice: it names a message. */
  synchronized String timestamp() {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    return "%d.%06d".formatted(last.getEpochSecond(), last.getNano() / 1000);
  }

  private String random() {
    return HexFormat.of().formatHex(keys.random(ID_BYTES));
  }
}

package io.fivefaces.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * The events of a busy day, ever new: conversations of eight events, many open at a time, each with a customer who has
 * two. The same seed tells the same story under another name.
 */
final class Mix {

  /** One native event; its numbers name what it is about, and conversation and customer belong to one door. */
  record Event(
      int number, int door, int conversation, int customer, boolean message, byte[] body) {}

  private static final int OPEN_CONVERSATIONS = 2000;
  private static final String TEXT =
      "Hello, my parcel should have come on Tuesday and the tracking page has not moved since. Could you"
          + " please have a look where it is and whether it still comes this week?";

  private enum Step {
    CREATED,
    IN,
    OUT,
    ASSIGNED,
    CLOSED
  }

  private static final Step[] EIGHT = {
    Step.CREATED, Step.IN, Step.OUT, Step.ASSIGNED, Step.IN, Step.OUT, Step.IN, Step.OUT
  };

  private final String name;
  private final int doors;
  private final int length;
  private final Instant begin =
      Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
  private final SplittableRandom random = new SplittableRandom(5);
  private final int[] conversations = new int[OPEN_CONVERSATIONS];
  private final int[] steps = new int[OPEN_CONVERSATIONS];
  private int begun;
  private int told;

  /**
   * A story.
   *
   * @param name goes into every reference, so that two stories never meet
   * @param closing whether a ninth event closes each conversation
   */
  Mix(String name, int doors, boolean closing) {
    this.name = name;
    this.doors = doors;
    length = EIGHT.length + (closing ? 1 : 0);
    for (int slot = 0; slot < OPEN_CONVERSATIONS; slot++) {
      conversations[slot] = begun++;
    }
  }

  Event next() {
    int slot = random.nextInt(OPEN_CONVERSATIONS);
    if (steps[slot] == length) {
      conversations[slot] = begun++;
      steps[slot] = 0;
    }
    var step = steps[slot] < EIGHT.length ? EIGHT[steps[slot]] : Step.CLOSED;
    steps[slot]++;
    int number = told++;
    int conversation = conversations[slot];
    int door = conversation % doors;
    int customer = conversation / (2 * doors) * doors + door;
    var body = body(step, number, conversation, customer).getBytes(StandardCharsets.UTF_8);
    return new Event(
        number, door, conversation, customer, step == Step.IN || step == Step.OUT, body);
  }

  /** What the event of this number is called. */
  String id(int number) {
    return "evt_" + name + "_" + number;
  }

  private String body(Step step, int number, int conversation, int customer) {
    return "{\"id\":\"" + id(number) + "\",\"type\":\"" + type(step) + "\",\"occurred_at\":\""
        + begin.plusMillis(number) + "\",\"conversation\":{\"ref\":\"talk_" + name + "_"
        + conversation + "\",\"channel\":\"chat\",\"subject\":\"Order " + (700_000 + conversation)
        + ": where is my parcel?\",\"tags\":[\"shipping\",\"delay\"],\"locale\":\"en-GB\"},"
        + "\"customer\":{\"ref\":\"customer_" + name + "_" + customer
        + "\",\"email\":\"customer." + customer + "@customers.example\",\"name\":\"Ada Customer "
        + customer + "\"}," + rest(step, number, conversation) + "}";
  }

  private static String type(Step step) {
    return switch (step) {
      case CREATED -> "conversation.created";
      case IN, OUT -> "message.created";
      case ASSIGNED -> "conversation.assigned";
      case CLOSED -> "conversation.closed";
    };
  }

  private String rest(Step step, int number, int conversation) {
    int agent = conversation % 40;
    var person = "{\"ref\":\"agent_" + agent + "\",\"name\":\"Bo Agent " + agent
        + "\",\"email\":\"agent." + agent + "@desk.example\"";
    return switch (step) {
      case CREATED -> "\"page\":\"https://shop.example/orders/" + conversation + "\"";
      case IN -> message(number, "in", "customer");
      case OUT -> "\"actor\":" + person + ",\"kind\":\"agent\"}," + message(number, "out", "agent");
      case ASSIGNED -> "\"assignee\":" + person + "}";
      case CLOSED -> "\"actor\":" + person + ",\"kind\":\"agent\"}";
    };
  }

  private String message(int number, String direction, String author) {
    return "\"message\":{\"ref\":\"msg_" + name + "_" + number + "\",\"direction\":\"" + direction
        + "\",\"author\":\"" + author + "\",\"text\":\"" + TEXT + "\"}";
  }
}

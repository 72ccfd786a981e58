package io.fivefaces.demo;

import static io.fivefaces.domain.Message.Author.AGENT;
import static io.fivefaces.domain.Message.Author.BOT;
import static io.fivefaces.domain.Message.Author.CUSTOMER;
import static io.fivefaces.domain.Message.Direction.IN;
import static io.fivefaces.domain.Message.Direction.OUT;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationEvent;
import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationEvent.Type;
import io.fivefaces.domain.Message;
import io.fivefaces.domain.Person;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes up one conversation, for the past as for the shop that runs. The same random numbers make the same one. */
final class Talks {

  private static final List<String> DOMAINS =
      List.of("post.test", "mail.test", "home.test", "garden.test", "studio.test");
  private static final List<String> TAGS =
      List.of("delivery", "billing", "returns", "product", "account");

  private final RandomGenerator random;
  private final String ref;
  private final Duration beat;
  private final boolean visitors;
  private final String language;
  private final ChannelName channel;
  private final Person customer;
  private final List<ConversationEvent> events = new ArrayList<>();
  private Instant at = Instant.EPOCH;

  private Talks(RandomGenerator random, String ref, Duration beat, boolean visitors) {
    this.random = random;
    this.ref = ref;
    this.beat = beat;
    this.visitors = visitors;
    language = chance(0.64) ? "en" : chance(0.65) ? "de" : "fr";
    channel =
        chance(0.72) ? ChannelName.EMAIL : chance(0.68) ? ChannelName.CHAT : ChannelName.SLACK;
    customer = customer();
  }

  /**
   * A conversation.
   *
   * @param beat how much time passes between two events, on average
   * @param visitors whether chats say which visitor they are with
   */
  static Talk any(RandomGenerator random, String ref, Duration beat, boolean visitors) {
    return new Talks(random, ref, beat, visitors).talk();
  }

  private Talk talk() {
    tell(Type.CREATED, null, null, null, false);
    message(IN, CUSTOMER);
    if (chance(0.19)) {
      close(chance(0.3) ? Agent.any(random) : null);
      return told(null);
    }
    var agent = Agent.any(random);
    if (chance(0.2)) {
      message(OUT, BOT);
    }
    tell(Type.ASSIGNED, null, null, agent, false);
    for (int turns = random.nextInt(1, 4); turns > 0; turns--) {
      message(OUT, AGENT);
      if (turns > 1 || chance(0.3)) {
        message(IN, CUSTOMER);
      }
    }
    return told(end(agent));
  }

  /** Whose answer it will be, or null. */
  private Agent end(Agent agent) {
    if (chance(0.08)) {
      close(null);
      return null;
    }
    if (chance(0.75)) {
      tell(Type.RESOLVED, null, agent, null, false);
    }
    if (chance(0.06)) {
      tell(Type.ASSIGNED, null, null, Agent.LEAD, false);
    }
    close(agent);
    if (chance(0.08)) {
      tell(Type.REOPENED, null, null, null, false);
      message(IN, CUSTOMER);
      if (chance(0.5)) {
        message(OUT, AGENT);
        close(agent);
      }
    }
    return agent;
  }

  private void close(Agent actor) {
    tell(Type.CLOSED, null, actor, null, actor == null);
  }

  private void message(Message.Direction direction, Message.Author author) {
    var number = events.size();
    tell(Type.MESSAGE, new Message(ref + "-" + number, direction, author, at), null, null, false);
  }

  private void tell(Type type, Message message, Agent actor, Agent assignee, boolean automatic) {
    events.add(new ConversationEvent(
        type,
        at,
        ref,
        type == Type.CREATED ? about() : null,
        type == Type.CREATED ? customer : null,
        message,
        actor == null ? null : actor.person(),
        assignee == null ? null : assignee.person(),
        automatic,
        null));
    at = at.plus(Duration.ofMillis((long) (beat.toMillis() * random.nextDouble(0.4, 1.6))));
  }

  private Talk told(Agent agent) {
    return new Talk(
        ref,
        language,
        customer,
        agent,
        channel == ChannelName.EMAIL && chance(0.02),
        List.copyOf(events));
  }

  private About about() {
    var subject = Phrases.SUBJECTS
        .any(random, language)
        .replace("#", Integer.toString(random.nextInt(10_000, 100_000)));
    return new About(
        channel,
        subject,
        List.of(TAGS.get(random.nextInt(TAGS.size()))),
        language,
        channel == ChannelName.SLACK && chance(0.5)
            ? new SlackThread("C0DEMO", (1_700_000_000 + random.nextInt(90_000_000)) + ".000100")
            : null,
        channel == ChannelName.CHAT && visitors ? "visitor-" + ref : null);
  }

  private Person customer() {
    var first = Phrases.NAMES.any(random, language + " first");
    var last = Phrases.NAMES.any(random, language + " last");
    var email = channel == ChannelName.SLACK && chance(0.7)
        ? "u" + Integer.toHexString(random.nextInt(1 << 20, 1 << 24)) + "@team.slack.local"
        : chance(0.04) ? null : address(first, last);
    return new Person("customer-" + ref, first + " " + last, email);
  }

  private String address(String first, String last) {
    var domain = chance(0.03) ? "import.invalid" : DOMAINS.get(random.nextInt(DOMAINS.size()));
    return ascii(first) + "." + ascii(last) + "@" + domain;
  }

  private static String ascii(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\P{ASCII}", "")
        .toLowerCase(Locale.ROOT);
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}

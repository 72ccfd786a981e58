package io.fivefaces.demo;

import io.fivefaces.domain.Keyring;
import io.fivefaces.store.Mailbox;
import io.fivefaces.store.Mailbox.Letter;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The simulated customers at their mail: some open the survey's page, think, and send it as a browser would. */
final class MailReaders {

  private static final Pattern PAGE = Pattern.compile("/s/[A-Za-z0-9_-]+");
  private static final Pattern VIEW = Pattern.compile("name=\"view\" value=\"([^\"]*)\"");
  /** The last of the links by which a customer says how likely they are to recommend the shop. */
  private static final String MOST_LIKELY = "?score=10\n";

  private static final Map<String, String> FORM = Map.of(
      "content-type",
      "application/x-www-form-urlencoded",
      "accept",
      "text/html",
      "user-agent",
      Door.BROWSER.get("user-agent"));
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LETTERS = 20;
  private static final int MOST_THINKING = 100;

  private final Timers timers;
  private final Mailbox mailbox;
  private final Door door;
  private final int workspace;
  private final RandomGenerator random;
  private final Trouble reading = new Trouble("The demo's mailbox cannot be read");
  private final Trouble answering = new Trouble("A demo customer's answer is not taken");
  private long last;
  private int thinking;

  MailReaders(Timers timers, Mailbox mailbox, Door door, int workspace, RandomGenerator random) {
    this.timers = timers;
    this.mailbox = mailbox;
    this.door = door;
    this.workspace = workspace;
    this.random = random;
  }

  /** Reads what arrives from now on. */
  void start() {
    mailbox
        .newest(workspace, Long.MAX_VALUE, 1)
        .onSuccess(newest -> last = newest.isEmpty() ? 0 : newest.getFirst().id())
        .onFailure(reading::met)
        .onComplete(known -> timers.after(LOOK, known.succeeded() ? this::look : this::start));
  }

  private void look() {
    mailbox
        .after(workspace, last, LETTERS)
        .onSuccess(this::read)
        .onFailure(reading::met)
        .onComplete(done -> timers.after(LOOK, this::look));
  }

  private void read(List<Letter> letters) {
    reading.over();
    for (var letter : letters) {
      last = letter.id();
      if (letter.headers().containsKey("X-Fivefaces-Invite")
          && random.nextDouble() < Opinion.ANSWERING
          && thinking < MOST_THINKING) {
        thinking++;
        pause(3000, 20_000)
            .compose(later -> answer(letter))
            .onSuccess(taken -> answering.over())
            .onFailure(answering::met)
            .onComplete(done -> thinking--);
      }
    }
  }

  private Future<Void> answer(Letter letter) {
    var page = PAGE.matcher(letter.text());
    if (!page.find()) {
      return Future.failedFuture("there is no link in the mail");
    }
    var opinion = opinion(letter.text());
    return door.open(page.group() + "?score=" + opinion.score())
        .compose(seen -> pause(1000, 4000).map(later -> view(seen)))
        .compose(view -> door.post(
            page.group(),
            FORM,
            Keyring.utf8(form(opinion, view)),
            // who watches may have answered first
            Set.of(201, 409)));
  }

  /** An opinion of the shop, or of whoever the mail names, in the language in which it asks or quotes its subject. */
  private Opinion opinion(String text) {
    if (text.contains(MOST_LIKELY)) {
      var asked =
          text.contains("weiterempfehlen") ? "de" : text.contains("recommand") ? "fr" : "en";
      return Opinion.ofShop(random, DemoDay.MOOD_TODAY, asked);
    }
    double skill = Agent.namedIn(text).map(Agent::skill).orElse(Agent.NOBODYS_SKILL);
    var language = Phrases.SUBJECTS.keyIn(text).orElse("en");
    return Opinion.of(random, skill, DemoDay.MOOD_TODAY, language);
  }

  private static String form(Opinion opinion, String view) {
    var comment = opinion.comment() == null ? "" : opinion.comment();
    return "score=" + opinion.score() + "&view=" + view + "&comment="
        + URLEncoder.encode(comment, StandardCharsets.UTF_8);
  }

  /** What the page's form carries unseen; empty where there is none, because somebody answered before. */
  private static String view(String page) {
    var view = VIEW.matcher(page);
    return view.find() ? view.group(1) : "";
  }

  private Future<Void> pause(int shortest, int longest) {
    return timers.pause(Duration.ofMillis(random.nextLong(shortest, longest)));
  }
}

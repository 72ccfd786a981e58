package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.PageView.Origin;
import io.fivefaces.domain.Suspicion.Press;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules one by one; what they come to together is in the corpus. */
class SuspicionTest {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final Keyring KEYS =
      new Keyring(List.of(Keyring.utf8("a master key, long enough")));
  private static final InviteId INVITE = new InviteId(7, 1);
  private static final UserAgent ADA = agent("Mozilla/5.0 Ada");
  private static final UserAgent BOT = agent("Mozilla/5.0 Bot");

  private static UserAgent agent(String agent) {
    return UserAgent.of(INVITE, agent, "en", List.of(), KEYS);
  }

  private static Look look(UserAgent agent, double second, int score) {
    return new Look(at(second), false, score, "view-" + second, agent);
  }

  private static Instant at(double second) {
    return START.plusMillis(Math.round(second * 1000));
  }

  private static Optional<Suspicion> press(UserAgent agent, double viewed, List<Look> looks) {
    var view = new PageView("view-" + viewed, Origin.LINK, at(viewed));
    return Suspicion.of(new Press(new PageView.Fresh(view), agent, false, false), looks);
  }

  private static List<Look> links(UserAgent agent, int links, double every) {
    var looks = new ArrayList<Look>();
    for (int link = 0; link < links; link++) {
      looks.add(look(agent, link * every, link + 1));
    }
    return looks;
  }

  @ParameterizedTest(name = "{0} links, each {1} s after the one before: {2}")
  @CsvSource({
    "1, 0, false",
    "2, 0, false",
    "3, 1.5, true",
    "3, 1.6, false",
    "4, 3.3, true",
    "4, 3.4, false",
    "5, 0, true",
    "5, 2.5, true",
    "5, 5, false"
  })
  void manyLinksInAShortTimeAreAMachines(int links, double every, boolean suspected) {
    assertThat(press(ADA, 0, links(ADA, links, every)))
        .isEqualTo(suspected ? Optional.of(Suspicion.ALL_LINKS) : Optional.empty());
  }

  @Test
  void oneLinkIsNoBurstHoweverOften() {
    var looks = new ArrayList<Look>();
    for (int time = 0; time < 50; time++) {
      looks.add(look(ADA, time / 10.0, 4));
    }
    assertThat(press(ADA, 0, looks)).isEmpty();
  }

  @Test
  void zeroIsALinkLikeAnyOtherAndNoneIsNone() {
    var zeroToTwo = new ArrayList<Look>();
    var plain = new ArrayList<Look>();
    for (int link = 0; link < 3; link++) {
      zeroToTwo.add(new Look(at(link), false, link, "view-" + link, ADA));
      plain.add(new Look(at(link), false, link == 0 ? null : Integer.valueOf(link), "v", ADA));
    }

    assertThat(press(ADA, 0, zeroToTwo)).contains(Suspicion.ALL_LINKS);
    assertThat(press(ADA, 0, plain)).isEmpty();
  }

  @Test
  void whoLooksBesideAMachineIsNotOne() {
    var looks = new ArrayList<>(links(BOT, 5, 0.1));
    looks.add(look(ADA, 0.2, 4));

    assertThat(press(
            ADA,
            0.2,
            looks.reversed().stream().sorted((a, b) -> a.at().compareTo(b.at())).toList()))
        .isEmpty();
    assertThat(press(BOT, 0.1, looks)).contains(Suspicion.ALL_LINKS);
  }

  @Test
  void aViewThatAMachineGotIsNoGoodToAnother() {
    assertThat(press(ADA, 0.1, links(BOT, 5, 0.1))).contains(Suspicion.ALL_LINKS);
  }

  @Test
  void halfAMinuteAfterItsLastLinkAMachineIsOverItsBurst() {
    var looks = new ArrayList<>(links(BOT, 5, 0));
    looks.add(look(BOT, 30, 5));
    looks.add(look(BOT, 30.1, 5));

    assertThat(press(BOT, 30, looks)).contains(Suspicion.ALL_LINKS);
    assertThat(press(BOT, 30.1, looks)).isEmpty();
  }

  @Test
  void anAnswerIsLookedAtAgainOnlyInTheLightOfItsOwnBurst() {
    var looks = new ArrayList<>(links(BOT, 5, 0.1));
    looks.add(look(ADA, 0.15, 4));
    looks.add(look(BOT, 20, 4));

    assertThat(Suspicion.inHindsight("view-0.1", looks)).contains(Suspicion.ALL_LINKS);
    assertThat(Suspicion.inHindsight("view-0.15", looks)).isEmpty();
    assertThat(Suspicion.inHindsight("view-20.0", looks)).as("afterwards").isEmpty();
    assertThat(Suspicion.inHindsight("view-of-another", looks)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BarracudaCentral",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Google-Safety; +http://www.google.com/bot.html)",
        "WhatsApp/2.23.20.0"
      })
  void aScannerThatSaysSoIsBelieved(String agent) {
    assertThat(agent(agent).kind()).isEqualTo(UserAgent.Kind.SCANNER);
    assertThat(press(agent(agent), 0, List.of())).contains(Suspicion.SCANNER_AGENT);
    var json = new Press(new PageView.Missing(), agent(agent), false, true);
    assertThat(Suspicion.of(json, List.of())).contains(Suspicion.SCANNER_AGENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (Linux; Android 13; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS]",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0 Safari/537.36",
        "Lynx/2.9.2",
        "curl/8.11.0"
      })
  void everyOtherNameIsAnOrdinaryOne(String agent) {
    assertThat(agent(agent).kind()).isEqualTo(UserAgent.Kind.ORDINARY);
  }

  @Test
  void aPrintTellsBrowsersApartWithinOneSurveyOnly() {
    assertThat(ADA.print()).isEqualTo(agent("Mozilla/5.0 Ada").print());
    assertThat(ADA.print()).isNotEqualTo(BOT.print());
    assertThat(ADA.print())
        .isNotEqualTo(UserAgent.of(new InviteId(7, 2), "Mozilla/5.0 Ada", "en", List.of(), KEYS)
            .print());
  }
}

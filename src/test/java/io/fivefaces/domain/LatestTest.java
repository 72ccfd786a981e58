package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatestTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final Instant LATER = NOON.plusNanos(1000);

  @Test
  void theLaterWordCounts() {
    assertThat(Latest.<String>unsaid().merge("old", NOON).merge("new", LATER))
        .isEqualTo(new Latest<>("new", LATER));
    assertThat(Latest.<String>unsaid().merge("new", LATER).merge("old", NOON))
        .isEqualTo(new Latest<>("new", LATER));
  }

  @Test
  void ofTwoWordsAtOneInstantTheGreaterCounts() {
    assertThat(new Latest<>("a", NOON).merge("b", NOON).value()).isEqualTo("b");
    assertThat(new Latest<>("b", NOON).merge("a", NOON).value()).isEqualTo("b");
  }

  @Test
  void silenceChangesNothingButAnExplicitNothingDoes() {
    var said = new Latest<>("a", NOON);

    assertThat(said.mergeIfSaid(null, LATER)).isEqualTo(said);
    assertThat(said.merge(null, LATER)).isEqualTo(new Latest<>(null, LATER));
    assertThat(said.merge(null, NOON.minusSeconds(1))).isEqualTo(said);
  }

  @Test
  void theOrderAndNumberOfWordsDoNotMatter() {
    var random = new Random(7);
    var words = new ArrayList<Latest<String>>();
    for (var word : new String[] {"a", "b", "c", null}) {
      words.add(new Latest<>(word, NOON));
      words.add(new Latest<>(word, LATER));
    }
    var merged = merged(words);

    for (int round = 0; round < 500; round++) {
      var shuffled = new ArrayList<>(words);
      shuffled.add(words.get(random.nextInt(words.size())));
      Collections.shuffle(shuffled, random);
      assertThat(merged(shuffled)).as("round %d", round).isEqualTo(merged);
    }
  }

  private static Latest<String> merged(List<Latest<String>> words) {
    var merged = Latest.<String>unsaid();
    for (var word : words) {
      merged = merged.merge(word.value(), word.at());
    }
    return merged;
  }
}

package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.domain.NpsScore.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the answers of a quarter add up to. */
class NpsTotalsTest {

  @Test
  void eachScoreIsOfOneGroup() {
    assertThat(
            Kind.NPS.scores().stream().map(score -> new NpsScore(score).group().toString()))
        .containsExactly(
            "detractor",
            "detractor",
            "detractor",
            "detractor",
            "detractor",
            "detractor",
            "detractor",
            "passive",
            "passive",
            "promoter",
            "promoter");
    assertThat(Group.parse("passive")).contains(Group.PASSIVE);
    assertThat(Group.parse("neutral")).isEmpty();
    assertThatThrownBy(() -> new NpsScore(11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NpsScore(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theScoreIsThePercentageOfPromotersLessThatOfDetractors() {
    var totals = new NpsTotals(List.of(1L, 0L, 0L, 0L, 0L, 0L, 2L, 4L, 1L, 5L, 7L), 50, 18);

    assertThat(totals.responses()).isEqualTo(20);
    assertThat(totals.of(Group.PROMOTER)).isEqualTo(12);
    assertThat(totals.of(Group.PASSIVE)).isEqualTo(5);
    assertThat(totals.of(Group.DETRACTOR)).isEqualTo(3);
    assertThat(totals.score()).isEqualTo(45.0);
    assertThat(totals.percent(Group.PASSIVE)).isEqualTo(25.0);
    assertThat(totals.responseRate()).isEqualTo(0.36);
    assertThat(totals.responseRateInterval()).isEqualTo(Interval.ofShare(18, 50));
    assertThat(totals.percentInterval(Group.PROMOTER))
        .isEqualTo(Interval.ofShare(12, 20).times(100));
    assertThat(totals.scoreInterval()).isEqualTo(Interval.ofNet(12, 3, 20).times(100));
  }

  @Test
  void theScoreReachesBothEnds() {
    assertThat(totals(9, 0, 0).score()).isEqualTo(100.0);
    assertThat(totals(9, 0, 0).scoreInterval().high()).isEqualTo(100.0);
    assertThat(totals(9, 0, 0).scoreInterval().low()).isBetween(30.0, 70.0);
    assertThat(totals(0, 0, 9).score()).isEqualTo(-100.0);
    assertThat(totals(0, 9, 0).score()).isZero();
  }

  @Test
  void ofNothingThereIsNoNumber() {
    assertThat(NpsTotals.NONE.responses()).isZero();
    assertThat(NpsTotals.NONE.score()).isNull();
    assertThat(NpsTotals.NONE.scoreInterval()).isNull();
    assertThat(NpsTotals.NONE.percent(Group.PROMOTER)).isNull();
    assertThat(NpsTotals.NONE.percentInterval(Group.PROMOTER)).isNull();
    assertThat(NpsTotals.NONE.responseRate()).isNull();
    assertThat(NpsTotals.NONE.responseRateInterval()).isNull();
    assertThat(NpsTotals.NONE.scoreChange(totals(1, 1, 1))).isNull();
    assertThat(totals(1, 1, 1).scoreChange(NpsTotals.NONE)).isNull();
  }

  static NpsTotals totals(long promoters, long passives, long detractors) {
    return new NpsTotals(
        List.of(0L, 0L, 0L, 0L, 0L, detractors, 0L, passives, 0L, 0L, promoters), 0, 0);
  }
}

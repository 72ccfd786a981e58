package io.fivefaces.domain;

import io.fivefaces.domain.NpsScore.Group;
import java.util.List;

/**
 * What the answers to the invites of a quarter add up to. What nothing was answered to, or nothing was asked for, is null.
 *
 * @param byScore answers with score 0 to 10, at index 0 to 10
 * @param sent invites handed over
 * @param answered of these very invites, those answered by now
 */
public record NpsTotals(List<Long> byScore, long sent, long answered) {

  /** Nothing asked and nothing answered. */
  public static final NpsTotals NONE =
      new NpsTotals(Kind.NPS.scores().stream().map(score -> 0L).toList(), 0, 0);

  public long responses() {
    return byScore.stream().mapToLong(Long::longValue).sum();
  }

  /** How many answers are of a group. */
  public long of(Group group) {
    return group.scores().stream().mapToLong(byScore::get).sum();
  }

  /** The Net Promoter Score, -100 to 100: the percentage of promoters less that of detractors. */
  public Double score() {
    return new Fraction(of(Group.PROMOTER) - of(Group.DETRACTOR), responses()).percent();
  }

  public Interval scoreInterval() {
    var net = Interval.ofNet(of(Group.PROMOTER), of(Group.DETRACTOR), responses());
    return net == null ? null : net.times(100);
  }

  public Double percent(Group group) {
    return new Fraction(of(group), responses()).percent();
  }

  public Interval percentInterval(Group group) {
    var share = Interval.ofShare(of(group), responses());
    return share == null ? null : share.times(100);
  }

  /** Of the very invites that were handed over, how many were answered; never above 1. */
  public Double responseRate() {
    return new Fraction(answered, sent).ratio();
  }

  public Interval responseRateInterval() {
    return Interval.ofShare(answered, sent);
  }

  /** Whether more than chance moved the score; null where either has none. */
  public Change scoreChange(NpsTotals before) {
    return change(before.score(), before.scoreInterval(), score(), scoreInterval());
  }

  public Change percentChange(Group group, NpsTotals before) {
    return change(
        before.percent(group),
        before.percentInterval(group),
        percent(group),
        percentInterval(group));
  }

  public Change responseRateChange(NpsTotals before) {
    return change(
        before.responseRate(),
        before.responseRateInterval(),
        responseRate(),
        responseRateInterval());
  }

  private static Change change(Double before, Interval beforeIn, Double now, Interval nowIn) {
    return before == null || now == null ? null : Change.between(before, beforeIn, now, nowIn);
  }
}

package io.fivefaces.domain;

import static io.fivefaces.domain.ChannelName.EMAIL;
import static io.fivefaces.domain.ChannelName.SLACK;

import io.fivefaces.domain.Gate.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The gates, in the order in which they are judged. A new gate is one more line here. */
public final class Gates {

  public static final List<Gate<Candidate>> CSAT = List.of(
      new Gate<>("master_switch", Gates::masterSwitch),
      new Gate<>("channel_switch", Gates::channelSwitch),
      new Gate<>("closed", Gates::closed),
      new Gate<>("two_messages", Gates::twoMessages),
      new Gate<>("first_survey", Gates::firstSurvey),
      new Gate<>("deliverable", Gates::deliverable),
      new Gate<>("channel_context", Gates::channelContext),
      new Gate<>("contact_gap", Gates::contactGap));

  public static final List<Gate<NpsCandidate>> NPS = List.of(
      new Gate<>("nps_switch", NpsGates::npsSwitch),
      new Gate<>("recent_conversation", NpsGates::recentConversation),
      new Gate<>("first_this_quarter", NpsGates::firstThisQuarter),
      new Gate<>("deliverable", candidate -> address(candidate.addressee())),
      new Gate<>(
          "contact_gap",
          candidate -> contactGap(candidate.settings(), candidate.addressee(), candidate.now())));

  private Gates() {}

  /** Every gate's verdict, so that one shut gate hides no other. */
  public static <C> Decision judge(List<Gate<C>> gates, C candidate) {
    return new Decision(gates.stream().map(gate -> gate.judge(candidate)).toList());
  }

  private static Look masterSwitch(Candidate candidate) {
    return onOff("csat_enabled", candidate.settings().csatEnabled());
  }

  private static Look channelSwitch(Candidate candidate) {
    var route = candidate.route();
    return onOff("csat_" + route + "_enabled", candidate.settings().allows(route));
  }

  private static Look closed(Candidate candidate) {
    var last = candidate.conversation().last();
    var saw = last.to() + (last.automatic() ? " automatically" : "") + ", trigger "
        + candidate.ending().trigger();
    return new Look(candidate.conversation().isIn(candidate.ending()), saw);
  }

  private static Look twoMessages(Candidate candidate) {
    boolean two = candidate.inbound() >= 1 && candidate.inbound() + candidate.outbound() >= 2;
    if (!candidate.settings().requireAgentReply()) {
      return new Look(two, candidate.inbound() + " inbound, " + candidate.outbound() + " outbound");
    }
    return new Look(
        two && candidate.agentReplies() >= 1,
        candidate.inbound() + " inbound, " + candidate.outbound() + " outbound, "
            + candidate.agentReplies() + " by an agent, require_agent_reply is on");
  }

  private static Look firstSurvey(Candidate candidate) {
    var earlier = candidate.earlierInvite();
    if (earlier == null || (earlier.own() && earlier.leavesRoom())) {
      return new Look(true, "no earlier invite");
    }
    return new Look(
        earlier.leavesRoom(),
        earlier.own()
            ? "an earlier hand-over, which arrived"
            : "an earlier invite, " + earlier.state());
  }

  private static Look deliverable(Candidate candidate) {
    var route = candidate.route();
    return route == EMAIL
        ? address(candidate.addressee())
        : new Look(true, "not asked for " + route);
  }

  private static Look channelContext(Candidate candidate) {
    var conversation = candidate.conversation();
    return switch (candidate.route()) {
      case CHAT ->
        conversation.visitor().value() == null
            ? new Look(false, "no visitor to show it to")
            : new Look(true, "a visitor");
      case SLACK -> new Look(true, "a channel and a thread");
      case EMAIL ->
        conversation.channel().value() != SLACK
            ? new Look(true, "not asked for email")
            : new Look(
                address(candidate.addressee()).open(),
                (conversation.slack().value() == null
                        ? "no Slack thread"
                        : candidate.slackTrouble())
                    + ", " + address(candidate.addressee()).saw());
    };
  }

  private static Look contactGap(Candidate candidate) {
    return candidate.settings().contactGapForCsat()
        ? contactGap(candidate.settings(), candidate.addressee(), candidate.now())
        : new Look(true, "contact_gap_for_csat is off");
  }

  private static Look contactGap(Settings settings, Addressee addressee, Instant now) {
    int days = settings.contactGapDays();
    var last = addressee.lastAsked();
    if (days == 0) {
      return new Look(true, "contact_gap_days is 0");
    }
    if (last == null
        || (last.at() != null && !last.at().isAfter(now.minus(Duration.ofDays(days))))) {
      return new Look(true, "not asked in the last " + days + " days");
    }
    return new Look(
        false,
        (last.at() == null
                ? "a survey is on its way (" + last.kind() + ")"
                : "asked (" + last.kind() + ") at " + Timestamps.format(last.at()))
            + ", contact_gap_days is " + days);
  }

  private static Look address(Addressee addressee) {
    var text = addressee.customer().email().value();
    if (text == null || text.isBlank()) {
      return new Look(false, "no address");
    }
    var address = EmailAddress.parse(text);
    if (address.isEmpty()) {
      return new Look(false, "not an address: " + text);
    }
    if (address.get().isSynthetic()) {
      return new Look(false, "a placeholder: " + text);
    }
    var suppressed = addressee.suppressed();
    return new Look(suppressed == null, suppressed == null ? text : text + ", " + suppressed);
  }

  static Look onOff(String setting, boolean on) {
    return new Look(on, setting + " is " + (on ? "on" : "off"));
  }
}

package io.fivefaces.domain;

import java.time.Instant;

/**
 * All that the gates may look at: the settings and the facts of one moment.
 *
 * @param ending by the source's own trigger, else the workspace's
 * @param inbound how many messages came from the customer's side
 * @param outbound how many went the other way
 * @param agentReplies how many of the outbound ones a person wrote
 * @param earlierInvite the invite that this conversation already has, or null
 * @param slackTrouble why the conversation's Slack thread cannot be used, or null where it can
 * @param now the moment
 */
public record Candidate(
    Settings settings,
    Ending ending,
    Conversation conversation,
    int inbound,
    int outbound,
    int agentReplies,
    EarlierInvite earlierInvite,
    String slackTrouble,
    Addressee addressee,
    Instant now) {

  /**
   * An invite found in the conversation's one slot.
   *
   * @param own whether it is the very one being judged
   * @param everSending whether a hand-over of it was ever begun
   * @param arrived whether one of them is known to have reached the customer
   */
  public record EarlierInvite(
      InviteState state, boolean own, boolean everSending, boolean arrived) {

    /**
     * Whether the slot may be used: it is the candidate's own and has not arrived, or was cancelled before any hand-over
     * was begun.
     */
    public boolean leavesRoom() {
      return own ? !arrived : state == InviteState.CANCELLED && !everSending;
    }
  }

  /** Where the customer would be asked: where it took place, but by email where Slack cannot be used. */
  public ChannelName route() {
    var place = conversation.route();
    return place == ChannelName.SLACK && slackTrouble != null ? ChannelName.EMAIL : place;
  }
}

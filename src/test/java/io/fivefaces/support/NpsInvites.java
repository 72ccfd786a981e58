package io.fivefaces.support;

import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Token;
import io.fivefaces.domain.UnsubscribeToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** NPS surveys that were handed over, put into the database as the stations leave them. */
public final class NpsInvites {

  private static final Keyring KEYS = new Keyring(List.of(Keyring.utf8(TestApp.SECRET)));

  private NpsInvites() {}

  private static final String BEGIN = """
      insert into survey_invites (workspace_id, kind, quarter, address, source_id, conversation_ref, customer_ref,
        channel, state, due_at, next_try_at, recipient, issued_at)
      select c.workspace_id, 'nps', to_char(moment() at time zone 'UTC', 'YYYY"-Q"Q'), lower(btrim(cu.email)),
        c.source_id, c.ref, c.customer_ref, 'email', 'scheduled', moment(), moment() + interval '1 day', cu.email,
        moment()
      from conversations c
      join customers cu on cu.workspace_id = c.workspace_id and cu.source_id = c.source_id and cu.ref = c.customer_ref
      where c.source_id = %1$s and c.ref = '%2$s';
      update survey_invites set state = 'claimed' where %3$s;
      update survey_invites set state = 'sending', epoch = 1 where %3$s;
      """;

  /** Asks a customer who is made for it, with a conversation; the survey's path, such as {@code /s/…}. */
  public static String ask(TestApp app, TestSource source, String ref) {
    return ask(app, source, ref, "state = 'sent', sent_at = moment()");
  }

  /** As above, with another end of the hand-over. */
  public static String ask(TestApp app, TestSource source, String ref, String end) {
    app.hook(source, new Object[] {
      Samples.created(ref).from("Ada " + ref, "ada." + ref + "@customer.test"),
      Samples.inbound(ref),
      Samples.outbound(ref),
      Samples.closed(ref)
    });
    app.judged(source.workspace(), ref);
    var which =
        "kind = 'nps' and source_id = %s and conversation_ref = '%s'".formatted(source.id(), ref);
    app.database().execute(BEGIN.formatted(source.id(), ref, which));
    app.database().execute("update survey_invites set " + end + " where " + which);
    return link(app, which, Kind.NPS);
  }

  /** The path of a survey whose token is of this kind. */
  public static String link(TestApp app, String which, Kind kind) {
    var invite = app.database()
        .rows("select workspace_id, invite_id, source_id, conversation_ref, customer_ref"
            + " from survey_invites where " + which)
        .getFirst();
    int workspace = Integer.parseInt(invite.get("workspace_id"));
    var token = Token.issue(
        new InviteId(workspace, Long.parseLong(invite.get("invite_id"))),
        kind,
        new ConversationId(
            workspace, Integer.parseInt(invite.get("source_id")), invite.get("conversation_ref")),
        invite.get("customer_ref"),
        Instant.now(app.clock()),
        KEYS.random(Token.NONCE_BYTES));
    return "/s/" + token.sign(KEYS);
  }

  /** The token that ends the surveys of whoever got this invite. */
  public static String wayOut(Map<String, String> invite) {
    return new UnsubscribeToken(new InviteId(
            Integer.parseInt(invite.get("workspace_id")), Long.parseLong(invite.get("invite_id"))))
        .sign(KEYS);
  }
}

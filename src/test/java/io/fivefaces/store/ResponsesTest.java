package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.InviteId;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResponsesTest {

  @Test
  void aCommentIsAddedOnceToAnAnswerThatHasNone() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      app.hook(app.newSource(workspace), Samples.closedTalk("1"));
      app.withInvite(workspace, "1", "sent");
      var invite = new InviteId(
          Integer.parseInt(workspace),
          app.database().count("select invite_id from survey_invites"));
      var vertx = Vertx.vertx();
      var database = new Database(vertx, app.database().address());
      var responses = new Responses(database);
      try {
        assertThat(comment(responses, invite, "too early"))
            .isInstanceOf(Responses.Commented.NotAnswered.class);
        responses.record(invite, 4, null).await(5, TimeUnit.SECONDS);
        assertThat(comment(responses, new InviteId(invite.workspace() + 1, invite.number()), "x"))
            .isInstanceOf(Responses.Commented.NotAnswered.class);
        assertThat(comment(responses, invite, "Kind people"))
            .isInstanceOf(Responses.Commented.Added.class);
        assertThat(comment(responses, invite, "no")).isInstanceOf(Responses.Commented.HasOne.class);

        assertThat(app.conversation(workspace, "1").at("/response/score").asInt())
            .isEqualTo(4);
        assertThat(app.conversation(workspace, "1").at("/response/comment").asText())
            .isEqualTo("Kind people");
      } finally {
        database.close().await(5, TimeUnit.SECONDS);
        vertx.close().await(5, TimeUnit.SECONDS);
      }
    });
  }

  private static Responses.Commented comment(Responses responses, InviteId invite, String text)
      throws Exception {
    return responses.comment(invite, text).await(5, TimeUnit.SECONDS);
  }
}

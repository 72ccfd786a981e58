package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Invariants;
import io.fivefaces.support.TestApp;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The corpus of recorded behaviours: no score of a machine counts, and no answer of a person is lost. */
class ScannersTest {

  @Test
  void noMachineIsCountedAndNoPersonIsLost() throws Exception {
    var behaviours = Behaviour.all();
    assertThat(behaviours).hasSizeGreaterThan(24);
    var different = new SoftAssertions();
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var source = app.newSource(app.newAskingWorkspace());
      for (var behaviour : behaviours) {
        new Replay(app, MailedLinks.ask(app, source, behaviour.name()), behaviour).run();
        var answer = app.conversation(source.workspace(), behaviour.name());
        different
            .assertThat(answer.at("/response/score").asText("nothing"))
            .as("%s: what counts", behaviour.name())
            .isEqualTo(behaviour.counted());
        different
            .assertThat(answer.get("suspected").findValuesAsText("reason"))
            .as("%s: what is kept aside", behaviour.name())
            .containsExactlyInAnyOrderElementsOf(behaviour.suspected());
      }
      different.assertAll();
      Invariants.hold(app);
    });
  }

  @Test
  void whatIsKeptOfOneSurveyIsBounded() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var form = Map.of("content-type", "application/x-www-form-urlencoded");
      for (int time = 0; time < 60; time++) {
        app.request("GET", link + "?score=1", null);
        app.request("POST", link, "score=1", "content-type", form.get("content-type"));
      }

      assertThat(app.database().count("select count(*) from suspected_responses"))
          .isEqualTo(20);
      assertThat(app.database().count("select count(*) from survey_views")).isEqualTo(50);

      app.advance(java.time.Duration.ofDays(3));
      assertThat(app.answer(link, 5, "").status()).isEqualTo(201);
      assertThat(app.database()
              .count("select count(*) from survey_views where at < moment() - interval '2 days'"))
          .isLessThan(50);
    });
  }
}

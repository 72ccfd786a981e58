package io.fivefaces.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import org.junit.jupiter.api.Test;

/** An event that can no longer be read does not hold up those behind it. */
class UnreadableTest {

  @Test
  void itIsCountedAndTheOthersAreApplied() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      app.database()
          .execute(
              "insert into event_batches (workspace_ids, source_ids, events, bytes, event_ids, payloads) values ("
                  + "array[" + workspace + "], array[" + source.id()
                  + "], 1, 7, array['old'], array['{broken'::bytea])");
      app.hook(source, Samples.closedTalk("1"));
      app.judged(workspace, "1");
      app.until(
          "it is counted",
          () -> app.request("GET", app.managementUrl("/metrics"), null).body(),
          metrics -> metrics.contains(
              "fivefaces_events_total{outcome=\"dead_letter\",source=\"native\"} 1.0"));
      assertThat(
              app.database().count("select count(*) from event_batches where projected_at is null"))
          .isZero();
    });
  }

  @Test
  void whatTheDatabaseRefusesIsLeftOutWithItsBatchAlone() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      app.database().execute("""
          create function refuse() returns trigger language plpgsql as
          $$ begin raise exception 'refused' using errcode = '22023'; end $$
          """);
      app.database().execute("""
          create trigger refuse before insert on conversations for each row when (new.ref = 'poison')
          execute function refuse()
          """);
      app.hook(source, Samples.closedTalk("poison"));
      app.hook(source, Samples.closedTalk("1"));
      app.judged(workspace, "1");
      assertThat(app.database()
              .count("select count(*) from dead_letters where reason like 'the database refuses%'"))
          .isEqualTo(Samples.closedTalk("poison").size());
    });
  }
}

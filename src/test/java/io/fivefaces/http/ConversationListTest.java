package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people ask of the list of conversations. */
class ConversationListTest {

  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  @Test
  void eachFilterFindsItsOwnAndTheyCombine() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      var good = MailedLinks.ask(app, source, "good");
      var bad = MailedLinks.ask(app, source, "bad");
      MailedLinks.ask(app, source, "silent");
      app.request("POST", good, "{\"score\":5}", "content-type", "application/json");
      app.request("POST", bad, "{\"score\":1}", "content-type", "application/json");
      app.hook(source, new Object[] {
        Samples.created("lonely").from("Eve", "eve@customer.test").about("subject", "Invoice 88"),
        Samples.inbound("lonely"),
        Samples.closed("lonely")
      });
      app.judged(workspace, "lonely");
      app.hook(source, Samples.talk("open"));
      app.until(
          "the open one is projected",
          () -> refs(app, workspace, ""),
          refs -> refs.contains("open") && refs.size() == 5);

      assertThat(refs(app, workspace, "state=open")).containsExactly("open");
      assertThat(refs(app, workspace, "state=ended"))
          .containsExactlyInAnyOrder("good", "bad", "silent", "lonely");
      assertThat(refs(app, workspace, "state=closed"))
          .containsExactlyInAnyOrder("good", "bad", "silent", "lonely");
      assertThat(refs(app, workspace, "state=resolved")).isEmpty();
      assertThat(refs(app, workspace, "reason=two_messages")).containsExactly("lonely");
      assertThat(refs(app, workspace, "reason=deliverable")).isEmpty();
      assertThat(refs(app, workspace, "reason=none"))
          .containsExactlyInAnyOrder("good", "bad", "silent");
      assertThat(refs(app, workspace, "invite=sent"))
          .containsExactlyInAnyOrder("good", "bad", "silent");
      assertThat(refs(app, workspace, "invite=none")).containsExactlyInAnyOrder("lonely", "open");
      assertThat(refs(app, workspace, "invite=waiting")).isEmpty();
      assertThat(refs(app, workspace, "answered=true")).containsExactly("bad", "good");
      assertThat(refs(app, workspace, "answered=false&invite=sent")).containsExactly("silent");
      assertThat(refs(app, workspace, "score=5")).containsExactly("good");
      assertThat(refs(app, workspace, "score=low")).containsExactly("bad");
      assertThat(refs(app, workspace, "agent=Bo&answered=true")).containsExactly("bad", "good");
      assertThat(refs(app, workspace, "agent=Unattributed&state=closed")).isEmpty();
      assertThat(refs(app, workspace, "channel=email")).hasSize(5);
      assertThat(refs(app, workspace, "channel=slack")).isEmpty();
      assertThat(refs(app, workspace, "source=" + source.id())).hasSize(5);
      assertThat(refs(app, workspace, "from=" + TODAY.minusDays(1) + "&to=" + TODAY.plusDays(1)))
          .hasSize(5);
      assertThat(refs(app, workspace, "to=" + TODAY.minusDays(2))).isEmpty();
      assertThat(refs(app, workspace, "score=5&from=" + TODAY.plusDays(2))).isEmpty();
      assertThat(refs(app, workspace, "words=invoice+88")).containsExactly("lonely");
      assertThat(refs(app, workspace, "q=%23lonely")).containsExactly("lonely");
      assertThat(refs(app, workspace, "q=EVE@customer")).containsExactly("lonely");
      assertThat(refs(app, workspace, "q=eve")).containsExactly("lonely");
      assertThat(refs(app, workspace, "q=eve&state=open")).isEmpty();
      assertThat(refs(app, workspace, "q=100%25")).isEmpty();
      assertThat(refs(app, app.newWorkspace(), "")).as("of another workspace").isEmpty();

      var answered = app.api("GET", list(workspace, "score=5")).json().at("/items/0");
      assertThat(answered.get("panel").asText()).isEqualTo("CSAT 5/5");
      assertThat(answered.get("agent").asText()).isEqualTo("Bo");
      var stopped = app.api("GET", list(workspace, "q=lonely")).json().at("/items/0");
      assertThat(stopped.get("saw").asText()).contains("1 inbound");
      assertThat(stopped.get("customer").asText()).isEqualTo("Eve");
      assertThat(stopped.get("panel").isNull()).isTrue();
    });
  }

  @Test
  void pageAfterPageNamesEachOnce() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      close(app, source, 120);
      app.until(
          "all are judged",
          () ->
              app.database().count("select count(*) from conversations where ended_at is not null"),
          judged -> judged == 120);

      var refs = new ArrayList<String>();
      var cursor = "";
      int pages = 0;
      while (cursor != null) {
        var page = app.api("GET", list(workspace, cursor)).json();
        page.get("items").forEach(item -> refs.add(item.get("ref").asText()));
        assertThat(page.get("looked_back_to").isNull()).isTrue();
        cursor = page.get("next").isNull() ? null : "cursor=" + page.get("next").asText();
        pages++;
      }

      assertThat(pages).isEqualTo(3);
      assertThat(refs).hasSize(120).doesNotHaveDuplicates();
    });
  }

  private static void close(TestApp app, TestSource source, int many) {
    app.hook(
        source,
        IntStream.range(0, many)
            .mapToObj(i -> List.of(Samples.created("t-" + i), Samples.closed("t-" + i)))
            .flatMap(List::stream)
            .toArray());
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedInWords() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (var query : List.of(
          "state=gone",
          "channel=fax",
          "reason=weather",
          "invite=maybe",
          "answered=perhaps",
          "score=6",
          "score=5&answered=false",
          "source=x",
          "from=yesterday",
          "from=1999-12-31",
          "from=2026-02-01&to=2026-01-01",
          "q=" + "a".repeat(201),
          "cursor=nonsense",
          "cursor=1.2",
          "cursor=1.2.A",
          "cursor=1.2.AA",
          "cursor=MjAyNi0wMS0wMVQwMDowMDowMFovMQ")) {
        var reply = app.api("GET", list(workspace, query));
        assertThat(reply.status()).as(query).isEqualTo(400);
        assertThat(reply.json().get("detail").asText()).as(query).contains("'");
      }
    });
  }

  @Test
  void aDatabaseThatIsHeldUpIsNoFaultOfOurs() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      try (var other = app.database().connect()) {
        other.setAutoCommit(false);
        other.createStatement().execute("lock table conversations in access exclusive mode");

        var reply = app.api("GET", list(workspace, ""));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("retry-after")).isNotEmpty();
        other.rollback();
      }
    });
  }

  private static String list(String workspace, String query) {
    return "/api/workspaces/" + workspace + "/conversations?" + query;
  }

  private static List<String> refs(TestApp app, String workspace, String query) {
    JsonNode items = app.api("GET", list(workspace, query)).json().get("items");
    var refs = new ArrayList<String>();
    items.forEach(item -> refs.add(item.get("ref").asText()));
    return refs;
  }
}

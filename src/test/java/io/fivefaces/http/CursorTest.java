package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists that are longer than a page. */
class CursorTest {

  @Test
  void everyListGoesOnWhereItsPageEnded() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var workspace = source.workspace();
      app.database().execute("""
          insert into workspaces (slug, name, settings)
          select 'more-' || n, 'More', '{}' from generate_series(1, 401) n;
          insert into sources (workspace_id, kind, name, key, secret)
          select %1$s, kind, name, '%1$s-' || n, secret from sources, generate_series(1, 400) n;
          insert into mailbox (workspace_id, sender, recipient, subject, headers, body_text, body_html)
          select %1$s, 'us@us.test', 'ada@customer.test', 'Mail ' || n, '{}', '', '' from generate_series(1, 101) n;
          insert into dead_letters (workspace_id, source_id, received_on, event_id, payload, reason)
          select %1$s, %2$s, moment()::date - n %% 3, 'evt_' || n, '{}', 'odd' from generate_series(1, 101) n;
          """.formatted(workspace, source.id()));
      var below = "/api/workspaces/" + workspace;

      for (var list : Map.of(
              "/api/workspaces",
              List.of(200, 200, 2),
              below + "/sources",
              List.of(200, 200, 1),
              below + "/mailbox",
              List.of(50, 50, 1),
              below + "/sources/" + source.id() + "/dead-letters",
              List.of(50, 50, 1))
          .entrySet()) {
        var pages = pages(app, list.getKey());
        assertThat(pages).as(list.getKey()).extracting(List::size).isEqualTo(list.getValue());
        assertThat(pages.stream().flatMap(List::stream).toList())
            .as(list.getKey())
            .doesNotHaveDuplicates();
        for (var odd : List.of("x", "-1", "1.2.3", "", "1234567890123456789")) {
          assertThat(app.api("GET", list.getKey() + "?cursor=" + odd).status())
              .as("%s from %s", list.getKey(), odd)
              .isEqualTo(400);
        }
      }
    });
  }

  private static List<List<String>> pages(TestApp app, String path) {
    var pages = new ArrayList<List<String>>();
    String next = null;
    do {
      var page = app.api("GET", next == null ? path : path + "?cursor=" + next).json();
      pages.add(page.get("items").findValuesAsText("id"));
      next = page.get("next").textValue();
    } while (next != null);
    return pages;
  }
}

package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Open pages are told when the numbers of their workspace change, and of no other. */
class LiveTest {

  @Test
  void aPageHearsOfItsOwnWorkspaceOnly() throws Exception {
    TestApp.run(app -> {
      var mine = app.newAskingWorkspace();
      var other = app.newAskingWorkspace();
      var heard = listen(app, mine);
      var heardByOther = listen(app, other);

      app.hook(app.newSource(mine), Samples.closedTalk("1"));
      app.until("the page is told", () -> heard.contains("event: changed"), told -> told);
      assertThat(heard).anyMatch(line -> line.matches("data: \\{\"at\":\"[0-9T:.-]+Z\"}"));
      assertThat(heardByOther).doesNotContain("event: changed");
    });
  }

  @Test
  void strangersHearNothing() throws Exception {
    TestApp.run(app ->
        assertThat(app.request("GET", "/api/workspaces/1/live", null).status()).isEqualTo(401));
  }

  private static CopyOnWriteArrayList<String> listen(TestApp app, String workspace)
      throws Exception {
    var lines = new CopyOnWriteArrayList<String>();
    var request = HttpRequest.newBuilder(
            URI.create(app.url("/api/workspaces/" + workspace + "/live")))
        .header("authorization", "Bearer " + TestApp.ADMIN_KEY)
        .build();
    var response =
        HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofLines());
    response.thenAccept(answer -> answer.body().forEach(lines::add));
    app.until("the stream is open", () -> lines.contains("retry: 2000"), open -> open);
    return lines;
  }
}

package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivefaces.support.Caller;
import io.fivefaces.support.Contract;
import io.fivefaces.support.Contract.Operation;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is a refusal in words and never a fault of ours. */
class HostileInputTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NUL = "%00";
  private static final List<String> BODIES = List.of(
      "",
      " ",
      "null",
      "[]",
      "[null]",
      "\"text\"",
      "42",
      "{",
      "{}{}",
      "{\"name\":\"a\",\"name\":\"b\"}",
      "{\"name\":1,\"slug\":2,\"kind\":3,\"trigger\":4,\"score\":\"5\",\"csat_enabled\":\"true\"}",
      "{\"name\":null,\"slug\":null,\"kind\":null,\"score\":null,\"csat_enabled\":null}",
      "{\"name\":\"\\u0000\",\"slug\":\"\\u0000\",\"kind\":\"\\u0000\"}",
      "{\"subject_template\":\"a\\u0000b\"}",
      "{\"score\":5.0}",
      "{\"score\":4294967301}",
      "{\"score\":99999999999999999999999999999999999999999999}",
      "{\"score\":6}",
      "{\"score\":-1}",
      "{\"unknown\":{\"a\":[1,2,{\"b\":null}]}}",
      "[".repeat(50_000),
      "{\"a\":".repeat(5_000),
      "\ufeff{}",
      "<xml/>",
      "score=5",
      "--boundary\r\n\r\n",
      "\0\0\0\0");

  @Test
  void noBodyOfAnyTypeIsAFault() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      var link = MailedLinks.ask(app);
      var paths = Stream.of(
              "POST /api/workspaces",
              "PATCH /api/workspaces/" + workspace + "/settings",
              "POST /api/workspaces/" + workspace + "/sources",
              "PATCH /api/workspaces/" + workspace + "/sources/" + source.id(),
              "POST " + link,
              "POST /sign-out")
          .map(line -> line.split(" "))
          .toList();
      var types = List.of(
          "application/json",
          "application/json; charset=utf-16",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=boundary",
          "multipart/form-data",
          "",
          ";;;");
      for (var path : paths) {
        for (var type : types) {
          for (var body : BODIES) {
            refused(
                path[0] + " " + path[1] + " " + type + " " + shortened(body),
                app.request(
                    path[0],
                    path[1],
                    body,
                    "content-type",
                    type,
                    "authorization",
                    "Bearer " + TestApp.ADMIN_KEY));
          }
        }
      }
    });
  }

  @Test
  void noWebhookIsAFault() throws Exception {
    TestApp.run(app -> {
      var source = app.newSource(app.newWorkspace());
      var odd = List.of(
          "{\"customer\":{\"ref\":\"" + "r".repeat(201) + "\"}}",
          "{\"message\":{\"ref\":\"" + "r".repeat(201) + "\"}}",
          "{\"assignee\":{\"ref\":\"a\\u0000\"}}",
          "{\"conversation\":{\"ref\":\"\\ud800\",\"subject\":\"\\udfff\"}}",
          "{\"conversation\":{\"ref\":\"" + "\\uffff".repeat(200) + "\"}}");
      var whole = Samples.closed("4711");
      for (var body : BODIES) {
        var reply = app.hook(source, body);
        assertThat(reply.status()).as(shortened(body)).isIn(202, 400);
      }
      for (var part : odd) {
        ObjectNode event = JSON.valueToTree(whole);
        event.setAll((ObjectNode) JSON.readTree(part));
        assertThat(app.hook(source, event).status()).as(part).isIn(202, 400);
      }
      assertThat(app.hook(source, "m".repeat(5000), "{\"type\":\"ping\"}").status())
          .isEqualTo(400);
      assertThat(app.hook(source, "m".repeat(200), "{\"type\":\"ping\"}").status())
          .isEqualTo(202);
      assertThat(app.hook(source, "[]").body()).isEqualTo("{\"accepted\":0,\"duplicates\":0}");
      assertThat(app.hook(source, Samples.closedTalk("still-alive")).status()).isEqualTo(202);
      app.judged(source.workspace(), "still-alive");
    });
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedAsSuch() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var workspace = app.newWorkspace();
      var source = app.newSource(workspace);
      var link = MailedLinks.ask(app);

      var settings = "{\"intro_template\":\"" + "x".repeat(70_000) + "\"}";
      assertProblem(413, app.api("PATCH", "/api/workspaces/" + workspace + "/settings", settings));
      var hook = "[" + "\"" + "x".repeat(300_000) + "\"]";
      assertProblem(413, app.hook(source, hook));
      assertProblem(413, app.request("POST", source.url(), "x".repeat(300_000)));
      var comment = "score=5&comment=" + "x".repeat(60_000);
      assertProblem(
          413,
          app.request("POST", link, comment, "content-type", "application/x-www-form-urlencoded"));
      assertProblem(
          413,
          app.request(
              "POST", "/sign-in", comment, "content-type", "application/x-www-form-urlencoded"));
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();
    });
  }

  @Test
  void queriesThatMakeNoSenseAreRefused() throws Exception {
    TestApp.run(app -> {
      var workspace = "/api/workspaces/" + app.newWorkspace();
      var queries = List.of(
          "/responses?cursor=x",
          "/responses?cursor=",
          "/responses?cursor=%00",
          "/responses?cursor=AAAA",
          "/responses?cursor=MjAyNi0wMS0xNVQxMjowMDowMFo",
          "/responses?cursor=MjAyNi0wMS0xNVQxMjowMDowMFovOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
          "/responses?cursor=%F0%9F%92%9A",
          "/responses?format=xml",
          "/responses?format=",
          "/stats/csat?days=0",
          "/stats/csat?days=-1",
          "/stats/csat?days=367",
          "/stats/csat?days=1.5",
          "/stats/csat?days=",
          "/stats/csat?days=99999999999",
          "/stats/csat?days=%D9%A1",
          "/stats/csat?from=2026-01-01",
          "/stats/csat?to=2026-01-01",
          "/stats/csat?from=2026-01-02&to=2026-01-01",
          "/stats/csat?from=2024-01-01&to=2026-01-01",
          "/stats/csat?from=2026-02-30&to=2026-03-01",
          "/stats/csat?from=now&to=then",
          "/stats/csat?from=%2B999999999-12-31&to=%2B999999999-12-31",
          "/stats/csat?from=-999999999-01-01&to=-999999999-01-01",
          "/stats/csat?from=1999-12-31&to=1999-12-31",
          "/stats/csat?from=2200-01-01&to=2200-01-01",
          "/conversations?q=%00",
          "/conversations?state=lost",
          "/conversations?score=6",
          "/conversations?answered=perhaps",
          "/conversations?source=x",
          "/conversations?cursor=x",
          "/conversations?from=2026-02-30",
          "/conversations?from=2026-01-02&to=2026-01-01",
          "/conversations?reason=mood",
          "/conversations?reason=%00");
      for (var query : queries) {
        var reply = app.api("GET", workspace + query);
        assertThat(reply.status()).as(query).isEqualTo(400);
        assertProblem(400, reply);
        assertThat(reply.json().get("detail").asText()).as(query).isNotBlank();
      }
      for (var query : List.of(
          "/responses", "/stats/csat?days=366", "/stats/csat?from=2024-02-29&to=2024-02-29")) {
        assertThat(app.api("GET", workspace + query).status()).as(query).isEqualTo(200);
      }
    });
  }

  @Test
  void whatDoesNotExistIsNotFoundWhateverItIsCalled() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newWorkspace();
      for (var name : List.of(
          "0",
          "-1",
          "999999999",
          "9999999999999",
          "abc",
          "1.0",
          "1%20",
          "%31%00",
          NUL,
          "💚",
          "%F0%9F",
          "x".repeat(1000))) {
        for (var operation : Contract.read().operations()) {
          if (operation.path().startsWith("/api/workspaces/{ws}/")) {
            notFound(app, operation, Map.of("ws", name, "ref", "1", "id", "1"));
            if (operation.path().contains("{ref}") || operation.path().contains("{id}")) {
              notFound(app, operation, Map.of("ws", workspace, "ref", name, "id", name));
            }
          }
        }
      }
    });
  }

  private static void notFound(TestApp app, Operation operation, Map<String, String> parameters) {
    var path = operation
        .path(parameters)
        .replace("💚", "%F0%9F%92%9A")
        .concat(operation.path().endsWith("/conversations") ? "?reason=closed" : "");
    var body = operation.method().equals("GET")
        ? new Object[0]
        : new Object[] {
          operation.method().equals("POST") ? "{\"kind\":\"native\",\"name\":\"Shop\"}" : "{}"
        };
    var reply = app.api(operation.method(), path, body);
    assertThat(reply.status()).as("%s %s", operation, path).isIn(400, 404);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void nulIsNoFaultAnywhere() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var workspace = app.newWorkspace();
      for (var path : List.of(
          "/" + NUL,
          "/s/" + NUL,
          link + NUL,
          link + "?score=" + NUL,
          "/sign-in/" + NUL,
          "/assets/" + NUL,
          "/analytics" + NUL,
          "/lib/chart.js/" + NUL,
          "/api/" + NUL,
          "/api/workspaces/" + workspace + "/conversations/" + NUL,
          "/api/workspaces/" + workspace + "/conversations/a" + NUL + "b?source=" + NUL)) {
        assertThat(app.api("GET", path).status()).as(path).isLessThan(500);
      }
      for (var path : List.of("/hooks/" + NUL, "/hooks/" + workspace + "-" + NUL)) {
        assertThat(app.request("POST", path, "{}").status()).as(path).isLessThan(500);
      }
      var form = "email=" + NUL + "&password=" + NUL;
      assertThat(app.request(
                  "POST", "/sign-in", form, "content-type", "application/x-www-form-urlencoded")
              .status())
          .isLessThan(500);
      assertThat(app.request("GET", "/api/workspaces", null, "cookie", "fivefaces=%00")
              .status())
          .isEqualTo(401);
      var answer = app.request(
          "POST",
          link,
          "score=5&comment=a" + NUL + "b&view=" + app.view(link),
          "content-type",
          "application/x-www-form-urlencoded");
      assertThat(answer.status()).isEqualTo(201);
      assertThat(app.database().value("select comment from csat_responses")).isEqualTo("ab");
    });
  }

  @Test
  void halvesOfCharactersAreNoFaultEither() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var workspace = app.newWorkspace();
      var settings = app.api(
          "PATCH",
          "/api/workspaces/" + workspace + "/settings",
          "{\"subject_template\":\"so far \\ud83d\"}");
      assertThat(settings.status()).isEqualTo(200);
      assertThat(settings.json().get("subject_template").asText()).isEqualTo("so far \ufffd");

      var answer = app.request(
          "POST",
          link,
          "{\"score\":5,\"comment\":\"so far \\ud83d\"}",
          "content-type",
          "application/json");
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().get("comment").asText()).isEqualTo("so far \ufffd");
      assertThat(app.database().value("select comment from csat_responses"))
          .isEqualTo("so far \ufffd");
    });
  }

  @Test
  void formsThatNoPageSendsAreRefused() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var link = MailedLinks.ask(app);
      var type = "application/x-www-form-urlencoded";
      for (var path : List.of(link, "/sign-in")) {
        for (var form : List.of(
            "score=%",
            "score=%zz",
            "score=5%2",
            "a=1&".repeat(1000),
            "&".repeat(2000),
            "n".repeat(3000),
            "n".repeat(3000) + "=1",
            "=",
            "score[]=5",
            "score=5&score=%")) {
          var reply = app.request("POST", path, form, "content-type", type);
          assertThat(reply.status()).as("%s %s", path, shortened(form)).isBetween(300, 499);
        }
      }
      assertThat(app.database().count("select count(*) from csat_responses")).isZero();
    });
  }

  @Test
  void requestsThatProxiesCouldReadDifferentlyAreRefused() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var url = app.url("/");
      var get = "GET /analytics HTTP/1.1\r\n";
      var post = "POST /api/workspaces HTTP/1.1\r\nHost: a\r\ncontent-type: application/json\r\n";
      var close = "Connection: close\r\n\r\n";
      assertThat(RawClient.status(RawClient.send(url, get + "Host: a\r\n" + close)))
          .isEqualTo(200);
      for (var request : List.of(
          get + close,
          get + "Host: a\r\nHost: b\r\n" + close,
          get + "Host: a\r\nHost: a\r\n" + close,
          post + "Transfer-Encoding: gzip\r\n" + close,
          post + "Transfer-Encoding: xchunked\r\n" + close + "0\r\n\r\n",
          post + "Transfer-Encoding: gzip, chunked\r\n" + close + "0\r\n\r\n",
          post + "Transfer-Encoding: identity\r\n" + close,
          post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n" + close + "0\r\n\r\n",
          post + "Content-Length: 1\r\nContent-Length: 2\r\n" + close + "{}",
          post + "Content-Length: -1\r\n" + close,
          post + "Content-Length: x\r\n" + close,
          post + "Transfer-Encoding: chunked\r\n" + close + "zz\r\n{}\r\n0\r\n\r\n",
          "GET / HTTP/1.1\r\nHost : a\r\n" + close,
          "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n" + close,
          "GET /\0 HTTP/1.1\r\nHost: a\r\n" + close,
          "GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n" + close,
          get + "Host: a\r\nX: " + "x".repeat(9000) + "\r\n" + close,
          "GET %zz HTTP/1.1\r\nHost: a\r\n" + close,
          "GET /%zz HTTP/1.1\r\nHost: a\r\n" + close,
          "GET * HTTP/1.1\r\nHost: a\r\n" + close,
          "OPTIONS * HTTP/1.1\r\nHost: a\r\n" + close,
          "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n" + close,
          "BREW /s/x HTTP/1.1\r\nHost: a\r\n" + close,
          "GET / HTTP/9.9\r\nHost: a\r\n" + close,
          "\r\n\r\nnonsense\r\n\r\n")) {
        var status = RawClient.status(RawClient.send(url, request));
        assertThat(status)
            .as(shortened(request))
            .satisfiesAnyOf(
                refused -> assertThat(refused).isBetween(400, 499),
                closed -> assertThat(closed).isZero());
      }
    });
  }

  @Test
  void noPathLeadsOutOfTheWebroot() throws Exception {
    TestApp.run(app -> {
      for (var path : List.of(
          "/../pom.xml",
          "/..%2fpom.xml",
          "/%2e%2e/pom.xml",
          "/assets/../../pom.xml",
          "/assets/..%2f..%2fpom.xml",
          "/assets/..%5c..%5cpom.xml",
          "/assets/%2e%2e%2f%2e%2e%2fpom.xml",
          "//pom.xml",
          "/lib/chart.js/../../../../../logback.xml",
          "/lib/chart.js/..%2f..%2f..%2f..%2f..%2flogback.xml",
          "/.gitignore",
          "/assets/",
          "/assets")) {
        var answer = RawClient.send(
            app.url("/"), "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(RawClient.status(answer)).as(path).isBetween(300, 499);
        assertThat(answer).doesNotContain("<project", "<configuration");
      }
    });
  }

  private static void refused(String what, Caller.Reply reply) {
    assertThat(reply.status()).as(what).isBetween(200, 499);
    if (reply.status() >= 400 && !reply.header("content-type").startsWith("text/html")) {
      assertProblem(reply.status(), reply);
    }
  }

  private static void assertProblem(int status, Caller.Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    assertThat(reply.json().get("status").asInt()).isEqualTo(status);
    assertThat(reply.json().get("detail").asText())
        .doesNotContain("Exception", "io.vertx", "java.", "Cannot invoke");
  }

  private static String shortened(String text) {
    return text.length() < 80 ? text : text.substring(0, 80) + "…";
  }
}

package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Keyring;
import io.fivefaces.store.Database;
import io.fivefaces.support.Caller;
import io.fivefaces.support.Cast;
import io.fivefaces.support.Contract;
import io.fivefaces.support.Contract.Operation;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import io.fivefaces.support.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What openapi.yaml says is what the service does. */
class ContractTest {

  private static final Contract CONTRACT = Contract.read();
  /** What proves itself by a signature, or by a pass. */
  private static final Set<String> PROVEN = Set.of(
      "POST /hooks/{key}",
      "POST /hooks/{key}/interactions",
      "POST /bounces/{provider}",
      "GET /panel/{ws}/conversations/{ref}",
      "DELETE /panel/{ws}/pass");

  /** Who may call by which scheme. */
  private static final Map<String, Set<String>> WORDS = Map.of(
      "bearer", Set.of("server-owner", "owner", "admin", "agent", "read", "ingest"),
      "session", Set.of("console", "server-owner", "owner", "admin", "agent"));

  @Test
  void itListsEveryRouteAndNoOther() throws Exception {
    var listed = CONTRACT.operations().stream()
        .map(Operation::toString)
        .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed).isEqualTo(routes());
  }

  private static Set<String> routes() throws Exception {
    var vertx = Vertx.vertx();
    try (var database = new TestDatabase()) {
      var tables = new Database(vertx, database.address());
      var http = new HttpVerticle(
          Parts.of(vertx, tables, new Keyring(List.of(Keyring.utf8(TestApp.SECRET))), 0));
      http.init(vertx, vertx.getOrCreateContext());
      var management = new ManagementVerticle(
          0, tables, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> true);
      management.init(vertx, vertx.getOrCreateContext());
      return Stream.of(http.router(), management.router())
          .map(Router::getRoutes)
          .flatMap(List::stream)
          .filter(ContractTest::answersItself)
          .flatMap(route -> route.methods().stream()
              .map(method -> method + " " + route.getPath().replaceAll(":([a-z]+)", "{$1}")))
          .collect(Collectors.toCollection(TreeSet::new));
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /** Neither a guard in front of others, nor files, nor a page that lies in webroot. */
  private static boolean answersItself(Route route) {
    return route.methods() != null
        && !route.getPath().endsWith("/")
        && !route.getPath().endsWith("*")
        && !(!route.methods().contains(HttpMethod.POST) && isFile(route.getPath()));
  }

  private static boolean isFile(String path) {
    return Stream.of("", ".html")
        .anyMatch(end -> Files.isRegularFile(Path.of("webroot", path + end)));
  }

  @Test
  void itIsServed() throws Exception {
    TestApp.run(app -> {
      var served = app.request("GET", "/openapi.yaml", null);

      assertThat(served.status()).isEqualTo(200);
      assertThat(served.header("content-type")).isEqualTo("application/yaml");
      assertThat(served.body()).isEqualTo(Files.readString(Path.of("webroot", "openapi.yaml")));
    });
  }

  @Test
  void everyOperationSaysWhatItIsAndWhatItAnswers() {
    assertThat(CONTRACT.operations()).allSatisfy(operation -> {
      assertThat(operation.body().path("summary").asText()).isNotBlank();
      assertThat(operation.body().path("operationId").asText()).isNotBlank();
      assertThat(operation.body().path("responses")).isNotEmpty();
      if (operation.body().has("requestBody")) {
        assertThat(operation.body().at("/requestBody/content").findValues("examples"))
            .isNotEmpty();
      }
    });
    assertThat(CONTRACT.operations())
        .extracting(operation -> operation.body().path("operationId").asText())
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsBehindTheApiSaysWhichRolesMayCallIt() {
    assertThat(CONTRACT.operations()).allSatisfy(operation -> {
      var security = operation.body().path("security");
      assertThat(security.isArray()).as("security").isTrue();
      assertThat(security.isEmpty() || PROVEN.contains(operation.toString()))
          .as("open to strangers")
          .isNotEqualTo(operation.isApi());
      if (operation.isApi()) {
        security.forEach(scheme -> scheme.properties().forEach(roles -> {
          assertThat(roles.getValue()).as("the roles").isNotEmpty();
          assertThat(WORDS.get(roles.getKey())).containsAll(operation.roles(roles.getKey()));
        }));
      }
      assertThat(operation.body().path("responses").has("401"))
          .as("401")
          .isEqualTo(operation.isApi() || PROVEN.contains(operation.toString()));
    });
  }

  @Test
  void everyJsonAnswerIsOfItsSchema() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var things = new Belongings(app);
      var workspace = things.workspace();
      var source = app.newSource(workspace);
      var link = MailedLinks.ask(app, source, "4711");
      app.request("POST", link, "{\"score\":1}", "content-type", "application/json");
      app.hook(source, Samples.closed("4712"));
      app.judged(workspace, "4712");
      app.until(
          "the answer is counted",
          () -> app.api("GET", "/api/workspaces/" + workspace + "/stats/csat").json(),
          json -> json.at("/low/0/score").asInt() == 1 && json.at("/agents/0").isObject());

      var asked = CONTRACT.operations().stream()
          .filter(one -> one.method().equals("GET"))
          .filter(one -> one.body().at("/responses/200/content").has("application/json"))
          // DemoSlackTest compares these, where there is a demo
          .filter(one -> !one.path().startsWith("/demo/"))
          // PanelTest compares it, where there is a pass
          .filter(one -> !one.path().startsWith("/panel/"))
          .toList();
      assertThat(asked).hasSizeGreaterThan(10);
      for (var operation : asked) {
        answers(operation, 200, read(app, things, operation));
      }
    });
  }

  private static Caller.Reply read(TestApp app, Belongings things, Operation operation) {
    if (operation.isApi()) {
      var path = things.path(operation, things.workspace()).orElseThrow();
      var caller = Cast.serverOwner(app.database(), operation);
      return app.request("GET", path, null, caller.headers().toArray(String[]::new));
    }
    return app.request(
        "GET",
        operation.path().startsWith("/health")
            ? app.managementUrl(operation.path())
            : operation.path(),
        null);
  }

  /** It is the answer that the contract promises. */
  static void answers(Operation operation, int status, Caller.Reply reply) {
    assertThat(reply.status()).as("%s: %s", operation, reply.body()).isEqualTo(status);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(CONTRACT.differences(operation, status, reply.json()))
        .as("%s", operation)
        .isEmpty();
  }
}

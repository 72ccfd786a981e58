package io.fivefaces.http;

import io.fivefaces.store.SetUp;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The first start: whoever came by the console's link becomes the server's owner. */
final class SetUpRoutes {

  private final SetUp setUp;
  private final Entrance entrance;
  private final PasswordCheck check;

  SetUpRoutes(SetUp setUp, Entrance entrance, PasswordCheck check) {
    this.setUp = setUp;
    this.entrance = entrance;
    this.check = check;
  }

  void mount(Router router) {
    router.get("/api/set-up").handler(Reply.ok(this::state));
    router.post("/api/set-up").handler(Reply.created(this::complete));
  }

  private record State(boolean open, boolean hasWorkspace) {}

  private record Wanted(String email, String name, String password, WorkspaceWanted workspace) {}

  private record WorkspaceWanted(String name, String slug) {}

  private Future<State> state(RoutingContext context) {
    boolean console = Access.identityOf(context) instanceof Identity.Console;
    return setUp.state().map(state -> new State(console && state.open(), state.hasWorkspace()));
  }

  private Future<?> complete(RoutingContext context) {
    if (!(Access.identityOf(context) instanceof Identity.Console)) {
      throw Problem.forbidden("Only whoever came by the link on the console sets this server up.");
    }
    var wanted = Body.json(context, Wanted.class);
    var email = Names.address("email", wanted.email());
    var name = Names.of("name", wanted.name());
    var password = NewPassword.of(wanted.password());
    var workspace = Optional.ofNullable(wanted.workspace())
        .map(one -> new SetUp.NewWorkspace(
            Names.of("workspace.name", one.name()), Names.slug("workspace.slug", one.slug())));
    return setUp
        .state()
        .compose(state -> state.open()
            ? check
                .hash(password)
                .compose(hash -> setUp.complete(email.folded(), name, hash, workspace))
                .compose(outcome -> answer(context, outcome))
            : Future.failedFuture(closed()));
  }

  private Future<?> answer(RoutingContext context, SetUp.Outcome outcome) {
    return switch (outcome) {
      case SetUp.Outcome.Done done ->
        entrance
            .admit(context, done.owner())
            .map(Map.of(
                "workspace",
                done.workspace().map(made -> Integer.toString(made.id())).orElse("")));
      case SetUp.Outcome.Closed closed -> Future.failedFuture(closed());
      case SetUp.Outcome.EmailTaken taken ->
        Future.failedFuture(Problem.conflict(
            "The address is taken",
            "Somebody was invited under this address and has an account; choose another one."));
      case SetUp.Outcome.SlugTaken taken ->
        Future.failedFuture(Problem.conflict(
            "The short name is taken",
            "Another workspace has this short name (slug); choose another."));
    };
  }

  private static Problem closed() {
    return Problem.conflict("The server is set up", "Somebody owns it already; sign in as usual.");
  }
}

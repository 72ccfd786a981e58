package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Role;
import io.fivefaces.support.Caller.Reply;
import io.fivefaces.support.Cast;
import io.fivefaces.support.Cast.Someone;
import io.fivefaces.support.Contract;
import io.fivefaces.support.Contract.Operation;
import io.fivefaces.support.Snapshot;
import io.fivefaces.support.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may call what is what openapi.yaml says: each operation of the API by strangers, by people and keys of another
 * workspace and by each role of its own. A new route is tried as soon as the contract lists it.
 */
class WrongWorkspaceTest {

  private static final Contract CONTRACT = Contract.read();

  private final List<String> found = new ArrayList<>();

  @Test
  void whoMayCallWhatIsWhatTheContractSays() throws Exception {
    TestApp.run(MailedLinks.MAILBOX, app -> {
      var others = new Belongings(app);
      var operations = CONTRACT.operations().stream().filter(Operation::isApi).toList();
      assertThat(operations).hasSizeGreaterThan(20);
      for (var operation : operations) {
        if (others.path(operation, "1").isEmpty()) {
          found.add(operation + ": tell Belongings how to make what its path names");
        } else {
          strangersAreTurnedAway(app, others, operation);
          whatBelongsToOthersIsNotThere(app, others, operation);
          rolesAreKept(app, others, operation);
        }
      }
    });
    assertThat(found).isEmpty();
  }

  private void strangersAreTurnedAway(TestApp app, Belongings others, Operation operation) {
    var path = others.path(operation, others.workspace()).orElseThrow();
    var strangers = others.people().strangers();
    changesNothing(
        app,
        operation,
        () -> strangers.forEach(one -> {
          var reply = call(app, operation, path, one);
          expect(operation, one, reply, reply.status() == 401, "is no stranger's");
        }));
  }

  /** Of their workspace nobody learns that it is there; in one's own, nothing of theirs is. */
  private void whatBelongsToOthersIsNotThere(TestApp app, Belongings others, Operation operation) {
    if (!operation.path().contains("{ws}")) {
      return;
    }
    var path = others.path(operation, others.workspace()).orElseThrow();
    if (operation.method().equals("GET") && isOfAThing(operation)) {
      var owner = others.people().person(Role.OWNER);
      var reply = call(app, operation, path, owner);
      expect(operation, owner, reply, reply.status() == 200, "finds what belongs to them");
    }
    var neighbours = new Cast(app.database(), app.newWorkspace());
    changesNothing(
        app,
        operation,
        () -> neighbours.all().forEach(one -> {
          var reply = call(app, operation, path, one);
          expect(operation, one, reply, isWithoutWorkspace(reply), "must not know this workspace");
        }));
  }

  private void rolesAreKept(TestApp app, Belongings others, Operation operation) {
    var cast = new Cast(app.database(), app.newWorkspace());
    var everybody = Stream.concat(cast.all().stream(), Cast.serverOwners(app.database()).stream())
        .toList();
    var theirs = others.path(operation, others.workspace()).orElseThrow();
    var path = others.path(operation, cast.workspace()).orElseThrow();
    changesNothing(
        app,
        operation,
        () -> Stream.concat(everybody.stream(), others.people().all().stream())
            .filter(one -> !mayCall(operation, one))
            .forEach(one -> {
              var reply =
                  call(app, operation, others.people().all().contains(one) ? theirs : path, one);
              expect(operation, one, reply, reply.status() == 403, "is for higher roles");
            }));
    Runnable allowed =
        () -> everybody.stream().filter(one -> mayCall(operation, one)).forEach(one -> {
          var reply = call(app, operation, path, one);
          boolean isLetIn = reply.status() != 401
              && reply.status() != 403
              && reply.status() < 500
              && !isWithoutWorkspace(reply);
          expect(operation, one, reply, isLetIn, "may call this");
          expect(
              operation,
              one,
              reply,
              !isOfAThing(operation) || reply.status() == 404,
              "must not find what belongs to others");
        });
    if (isOfAThing(operation)) {
      changesNothing(app, operation, allowed);
    } else {
      allowed.run();
    }
  }

  /** A server's owner is an owner of every workspace. */
  private static boolean mayCall(Operation operation, Someone one) {
    var roles = operation.roles(one.scheme());
    return roles.contains(one.role())
        || one.role().equals(Cast.SERVER_OWNER) && roles.contains(Role.OWNER.toString());
  }

  private static boolean isOfAThing(Operation operation) {
    return operation.path().replace("{ws}", "").contains("{");
  }

  private static boolean isWithoutWorkspace(Reply reply) {
    return reply.status() == 404
        && reply.json().path("detail").asText().equals("There is no such workspace.");
  }

  private static Reply call(TestApp app, Operation operation, String path, Someone one) {
    var examples = CONTRACT.requestExamples(operation, "application/json");
    var body = examples.isEmpty() ? null : examples.getFirst().toString();
    var headers = new ArrayList<>(one.headers());
    headers.addAll(List.of("content-type", "application/json"));
    return app.request(operation.method(), path, body, headers.toArray(String[]::new));
  }

  private void changesNothing(TestApp app, Operation operation, Runnable calls) {
    var before = Snapshot.of(app.database());
    calls.run();
    var changed = Snapshot.of(app.database()).changedSince(before);
    if (!changed.isEmpty()) {
      found.add(operation + ": a refused call changed " + changed);
    }
  }

  private void expect(
      Operation operation, Someone one, Reply reply, boolean isAsExpected, String what) {
    if (!isAsExpected) {
      found.add("%s %s, but %s was answered %d %s"
          .formatted(operation, what, one, reply.status(), reply.body()));
    }
  }
}

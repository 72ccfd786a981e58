package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivefaces.domain.InviteState;
import io.fivefaces.support.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The database knows which transitions of an invite there are, whoever writes. */
class TransitionsTest {

  private static final Map<String, Set<String>> LEGAL = Map.of(
      "scheduled", Set.of("claimed", "cancelled"),
      "claimed", Set.of("sending", "scheduled", "cancelled"),
      "sending", Set.of("sent", "failed", "unknown", "scheduled"),
      "unknown", Set.of("sent", "scheduled"),
      "cancelled", Set.of("scheduled"),
      "sent", Set.of(),
      "failed", Set.of());

  private static final Map<String, List<String>> WAYS = Map.of(
      "scheduled", List.of(),
      "claimed", List.of("claimed"),
      "sending", List.of("claimed", "sending"),
      "unknown", List.of("claimed", "sending", "unknown"),
      "cancelled", List.of("cancelled"),
      "sent", List.of("claimed", "sending", "sent"),
      "failed", List.of("claimed", "sending", "failed"));

  private static final AtomicInteger CONVERSATIONS = new AtomicInteger();

  private static TestDatabase database;

  @BeforeAll
  static void createTables() {
    database = new TestDatabase();
    database.execute("insert into workspaces (slug, name, demo, settings)"
        + " values ('real', 'Real', false, '{}'), ('demo', 'Demo', true, '{}')");
  }

  @AfterAll
  static void dropTables() {
    database.close();
  }

  static Stream<Arguments> everyPair() {
    return Arrays.stream(InviteState.values())
        .flatMap(from -> Arrays.stream(InviteState.values())
            .filter(to -> to != from)
            .map(to -> Arguments.of(
                from.toString(),
                to.toString(),
                LEGAL.get(from.toString()).contains(to.toString()))));
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @MethodSource("everyPair")
  void onlyTheTransitionsOfTheListHappen(String from, String to, boolean legal) {
    long invite = inviteIn(from);

    if (legal) {
      move(invite, to);
      assertThat(stateOf(invite)).isEqualTo(to);
    } else {
      assertThatThrownBy(() -> move(invite, to))
          .hasMessageContaining("cannot go from " + from + " to " + to);
      assertThat(stateOf(invite)).isEqualTo(from);
    }
  }

  @ParameterizedTest
  @EnumSource(InviteState.class)
  void whatKeepsItsStateMayChangeOtherwise(InviteState state) {
    long invite = inviteIn(state.toString());

    assertThatCode(() -> database.execute(
            "update survey_invites set state = state, reason = 'another' where invite_id = "
                + invite))
        .doesNotThrowAnyException();
  }

  @Test
  void whatWasEverSendingIsNotArmedAgainOnceItIsCancelled() {
    long invite = inviteIn("sending");
    move(invite, "scheduled");
    move(invite, "cancelled");

    assertThatThrownBy(() -> move(invite, "scheduled")).hasMessageContaining("cannot go");
  }

  @Test
  void everyHandOverIsCountedAndNoCountIsForgotten() {
    long claimed = inviteIn("claimed");
    assertThatThrownBy(() -> database.execute(
            "update survey_invites set state = 'sending' where invite_id = " + claimed))
        .hasMessageContaining("cannot go");

    long begun = inviteIn("sending");
    assertThatThrownBy(() ->
            database.execute("update survey_invites set epoch = 0 where invite_id = " + begun))
        .hasMessageContaining("cannot go");
  }

  @ParameterizedTest
  @EnumSource(names = "SCHEDULED", mode = Mode.EXCLUDE)
  void anInviteBeginsAsScheduled(InviteState state) {
    assertThatThrownBy(() -> insert("real", state.toString(), 0))
        .hasMessageContaining("cannot begin as " + state);
  }

  @Test
  void anInviteBeginsWithoutHandOvers() {
    assertThatThrownBy(() -> insert("real", "scheduled", 1)).hasMessageContaining("cannot begin");
  }

  @Test
  void onlyADemosPastIsToldFromItsEnd() {
    assertThat(stateOf(insert("demo", "sent", 1))).isEqualTo("sent");
    assertThatThrownBy(() -> insert("demo", "sending", 1)).hasMessageContaining("cannot begin");
  }

  private static long inviteIn(String state) {
    long invite = insert("real", "scheduled", 0);
    WAYS.get(state).forEach(step -> move(invite, step));
    return invite;
  }

  private static long insert(String workspace, String state, int epoch) {
    var ref = "c" + CONVERSATIONS.incrementAndGet();
    database.execute("""
        insert into conversations (workspace_id, source_id, ref, version, created_at, state)
        select workspace_id, 1, '%s', 1, now(), 'closed' from workspaces where slug = '%s'
        """.formatted(ref, workspace));
    return database.count("""
        insert into survey_invites (
          workspace_id, source_id, conversation_ref, channel, state, reason, epoch, due_at, next_try_at)
        select workspace_id, 1, '%s', 'email', '%s', 'a reason', %d, now(), now() from workspaces where slug = '%s'
        returning invite_id
        """.formatted(ref, state, epoch, workspace));
  }

  private static void move(long invite, String to) {
    database.execute(
        "update survey_invites set reason = 'a reason', state = '%s'%s where invite_id = %d"
            .formatted(to, to.equals("sending") ? ", epoch = epoch + 1" : "", invite));
  }

  private static String stateOf(long invite) {
    return database.value("select state from survey_invites where invite_id = " + invite);
  }
}

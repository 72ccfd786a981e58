package io.fivefaces.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fivefaces.domain.Kind;
import io.fivefaces.store.Invites.Claim;
import io.fivefaces.support.ScheduledNps;
import io.fivefaces.support.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which of the invites that are due go first. */
class ClaimsTest {

  private static final Duration LEASE = Duration.ofSeconds(60);

  @Test
  void aQuartersInvitesHaveThePlacesThatConversationsLeave() throws Exception {
    var vertx = Vertx.vertx();
    try (var database = new TestDatabase()) {
      database.execute(
          "insert into workspaces (slug, name, settings) values ('acme', 'Acme', '{}')");
      database.execute("insert into sources (workspace_id, kind, name, key)"
          + " select workspace_id, 'native', 'Shop', 'key' from workspaces");
      for (int i = 0; i < 6; i++) {
        ScheduledNps.customer(database, "ada-" + i, "ada" + i + "@customer.test");
        ScheduledNps.schedule(database, "ada-" + i, "ada" + i + "@customer.test");
      }
      database.moveClock(Duration.ofHours(2));
      database.execute("""
          insert into survey_invites (workspace_id, source_id, conversation_ref, channel, state, due_at, next_try_at)
          select workspace_id, source_id, ref, 'email', 'scheduled', moment(), moment() from conversations
          where ref in ('talk of ada-0', 'talk of ada-1')
          """);
      var invites = new Invites(new Database(vertx, database.address()), new StaleDays());
      // a first connection may take longer than a pool waits for it
      await().ignoreExceptions().until(() -> claim(invites, 0).isEmpty());

      assertThat(kinds(claim(invites, 3)))
          .containsExactlyInAnyOrder(Kind.CSAT, Kind.CSAT, Kind.NPS);
      assertThat(kinds(claim(invites, 3))).containsOnly(Kind.NPS).hasSize(3);
      var last = claim(invites, 3);
      assertThat(kinds(last)).containsExactly(Kind.NPS, Kind.NPS);
      assertThat(last.getFirst().quarter()).isNotNull();
      assertThat(last.getFirst().customerRef()).startsWith("ada-");
      assertThat(claim(invites, 3)).isEmpty();
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static List<Claim> claim(Invites invites, int most) throws Exception {
    return invites.claimDue(most, LEASE, List.of()).await(10, TimeUnit.SECONDS);
  }

  private static List<Kind> kinds(List<Claim> claims) {
    return claims.stream().map(Claim::kind).toList();
  }
}

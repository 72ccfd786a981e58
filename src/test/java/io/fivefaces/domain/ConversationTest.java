package io.fivefaces.domain;

import static io.fivefaces.domain.ConversationEvent.Type.ASSIGNED;
import static io.fivefaces.domain.ConversationEvent.Type.CLOSED;
import static io.fivefaces.domain.ConversationEvent.Type.CREATED;
import static io.fivefaces.domain.ConversationEvent.Type.CUSTOMER_UPDATED;
import static io.fivefaces.domain.ConversationEvent.Type.MESSAGE;
import static io.fivefaces.domain.ConversationEvent.Type.REOPENED;
import static io.fivefaces.domain.ConversationEvent.Type.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivefaces.domain.Conversation.Resolver;
import io.fivefaces.domain.Conversation.State;
import io.fivefaces.domain.Conversation.Transition;
import io.fivefaces.domain.ConversationEvent.About;
import io.fivefaces.domain.ConversationEvent.SlackThread;
import io.fivefaces.domain.ConversationEvent.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {

  private static final Person ADA = new Person("c-88", "Ada", "ada@customer.test");
  private static final Person BO = new Person("a-5", "Bo", "bo@us.test");
  private static final Person CY = new Person("a-6", "Cy", null);

  private static Instant minute(int minute) {
    return Instant.parse("2026-01-15T10:00:00Z").plusSeconds(60L * minute);
  }

  private static ConversationEvent event(Type type, int minute, Person actor, boolean automatic) {
    return new ConversationEvent(
        type, minute(minute), "4711", null, null, null, actor, null, automatic, null);
  }

  private static ConversationEvent assigned(int minute, Person assignee) {
    return new ConversationEvent(
        ASSIGNED, minute(minute), "4711", null, null, null, null, assignee, false, null);
  }

  private static ConversationEvent about(Type type, int minute, About about, Person customer) {
    return new ConversationEvent(
        type, minute(minute), "4711", about, customer, null, null, null, false, null);
  }

  private static About subject(String subject) {
    return new About(null, subject, null, null, null, null);
  }

  private static Conversation fold(List<ConversationEvent> events) {
    var conversation = Conversation.UNKNOWN;
    for (var event : events) {
      conversation = conversation.apply(event);
    }
    return conversation;
  }

  private static Conversation fold(ConversationEvent... events) {
    return fold(List.of(events));
  }

  /** A life with every kind of event, in which several happen at the same instant and contradict each other. */
  private static final List<ConversationEvent> LIFE = List.of(
      about(
          CREATED,
          0,
          new About(ChannelName.EMAIL, "Invoice 88", List.of("billing"), "de", null, null),
          ADA),
      about(MESSAGE, 1, null, new Person("c-89", "Eve", null)),
      about(MESSAGE, 1, subject("Invoice 89"), null),
      about(CUSTOMER_UPDATED, 2, null, new Person("c-88", null, "ada@new.test")),
      assigned(2, BO),
      assigned(2, CY),
      assigned(3, null),
      assigned(3, BO),
      event(RESOLVED, 4, BO, false),
      event(RESOLVED, 4, CY, false),
      event(RESOLVED, 4, null, true),
      event(CLOSED, 4, null, true),
      event(REOPENED, 5, ADA, false),
      event(CLOSED, 5, CY, false),
      about(
          MESSAGE,
          6,
          new About(ChannelName.SLACK, "", List.of(), null, new SlackThread("C1", "1.2"), "v-9"),
          null),
      event(CLOSED, 7, null, true));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyOrderOfArrivalAndAnyRepetitionTellTheSameStory(long seed) {
    var random = new Random(seed);
    var told = fold(LIFE);

    for (int round = 0; round < 200; round++) {
      var arrivals = new ArrayList<>(LIFE);
      for (int i = 0; i < random.nextInt(6); i++) {
        arrivals.add(LIFE.get(random.nextInt(LIFE.size())));
      }
      Collections.shuffle(arrivals, random);
      assertThat(fold(arrivals)).as("seed %d, round %d", seed, round).isEqualTo(told);
    }
  }

  @Test
  void theStoryIsTheOneThatTheSourcesClockTells() {
    var told = fold(LIFE);

    assertThat(told.createdAt()).isEqualTo(minute(0));
    assertThat(told.channel().value()).isEqualTo(ChannelName.SLACK);
    assertThat(told.subject().value()).isEmpty();
    assertThat(told.locale()).isEqualTo(new Latest<>("de", minute(0)));
    assertThat(told.customer()).isEqualTo(new Latest<>("c-88", minute(2)));
    assertThat(told.last()).isEqualTo(new Transition(State.CLOSED, minute(7), true));
    assertThat(told.resolvedAt()).isEqualTo(minute(4));
    assertThat(told.closedAt()).isEqualTo(minute(7));
    assertThat(told.resolver()).isEqualTo(new Resolver("Bo", minute(4), false));
  }

  @Test
  void whatWasAppliedTwiceCountsOnce() {
    assertThat(fold(event(RESOLVED, 1, BO, false), event(RESOLVED, 1, BO, false)))
        .isEqualTo(fold(event(RESOLVED, 1, BO, false)));
  }

  @Test
  void theResolverIsTheActorOfTheEarliestResolveEvenIfItArrivesLast() {
    assertThat(
            fold(event(RESOLVED, 5, CY, false), event(RESOLVED, 2, BO, false)).resolver())
        .isEqualTo(new Resolver("Bo", minute(2), false));
  }

  @Test
  void whoReopensClosesOrIsAssignedLaterDoesNotBecomeTheResolver() {
    assertThat(fold(
                event(RESOLVED, 2, BO, false),
                event(REOPENED, 3, CY, false),
                assigned(3, CY),
                event(RESOLVED, 4, CY, false),
                event(CLOSED, 5, CY, false))
            .resolver()
            .agent())
        .isEqualTo("Bo");
  }

  @Test
  void anEarliestResolveByNobodyIsAttributedToNobody() {
    assertThat(
            fold(event(RESOLVED, 2, null, true), event(RESOLVED, 4, BO, false)).resolver())
        .isEqualTo(new Resolver(null, minute(2), false));
  }

  @Test
  void whereNobodyResolvesTheFirstPersonToCloseIsTheResolver() {
    assertThat(fold(
                event(CLOSED, 1, null, true),
                event(CLOSED, 2, BO, false),
                event(CLOSED, 3, CY, false))
            .resolver())
        .isEqualTo(new Resolver("Bo", minute(2), true));
    assertThat(fold(event(CLOSED, 1, null, true)).resolver()).isNull();
  }

  @Test
  void aResolveOutranksAnEarlierClose() {
    assertThat(fold(event(CLOSED, 1, BO, false), event(RESOLVED, 9, CY, false)).resolver())
        .isEqualTo(new Resolver("Cy", minute(9), false));
  }

  @Test
  void ofOneResolveToldTwiceTheOneThatNamesSomebodyCounts() {
    assertThat(fold(event(RESOLVED, 2, null, false), event(RESOLVED, 2, BO, false))
            .resolver()
            .agent())
        .isEqualTo("Bo");
  }

  @Test
  void ofTwoTransitionsAtOneInstantTheOneNearerToTheEndCounts() {
    assertThat(fold(event(CLOSED, 2, BO, false), event(REOPENED, 2, ADA, false)).state())
        .isEqualTo(State.CLOSED);
    assertThat(fold(event(RESOLVED, 2, BO, false), event(CLOSED, 2, BO, false)).state())
        .isEqualTo(State.CLOSED);
  }

  @Test
  void ofOneResolveToldTwiceTheOneByAPersonCounts() {
    assertThat(
            fold(event(RESOLVED, 2, null, true), event(RESOLVED, 2, BO, false)).last())
        .isEqualTo(
            fold(event(RESOLVED, 2, BO, false), event(RESOLVED, 2, null, true)).last());
  }

  @ParameterizedTest(name = "trigger {0}, resolved {1}, closed {2}: ended {3}")
  @CsvSource(nullValues = "-", textBlock = """
          CLOSED,   -, -, -
          CLOSED,   2, -, -
          CLOSED,   2, 4, 4
          RESOLVED, -, -, -
          RESOLVED, 2, -, 2
          RESOLVED, -, 4, 4
          RESOLVED, 2, 4, 4
          RESOLVED, 6, 4, 6
          """)
  void itEndedWhenItLastReachedAnEndOfItsTrigger(
      Trigger trigger, Integer resolved, Integer closed, Integer ended) {
    var events = new ArrayList<ConversationEvent>();
    if (resolved != null) {
      events.add(event(RESOLVED, resolved, BO, false));
    }
    if (closed != null) {
      events.add(event(CLOSED, closed, BO, false));
    }
    events.add(event(REOPENED, 9, ADA, false));

    assertThat(fold(events).endedAt(new Ending(trigger, false)))
        .isEqualTo(ended == null ? null : minute(ended));
  }

  @Test
  void theOneEndOfASystemStandsForTheTriggers() {
    var resolved = fold(event(RESOLVED, 3, BO, false));
    var automatic = fold(event(RESOLVED, 3, null, true));

    assertThat(resolved.isIn(new Ending(Trigger.CLOSED, true))).isTrue();
    assertThat(resolved.isIn(new Ending(Trigger.RESOLVED, true))).isTrue();
    assertThat(automatic.isIn(new Ending(Trigger.CLOSED, true))).isTrue();
    assertThat(automatic.isIn(new Ending(Trigger.RESOLVED, true))).isFalse();
    assertThat(resolved.isIn(new Ending(Trigger.CLOSED, false))).isFalse();
    assertThat(resolved.endedAt(new Ending(Trigger.CLOSED, true))).isEqualTo(minute(3));
    assertThat(resolved.endedAt(new Ending(Trigger.CLOSED, false))).isNull();
  }

  @Test
  void anAssignmentToNobodyTakesTheAssigneeAway() {
    assertThat(fold(assigned(1, BO), assigned(2, null)).assignee())
        .isEqualTo(new Latest<>(null, minute(2)));
    assertThat(fold(assigned(1, BO), event(REOPENED, 2, CY, false)).assignee().value())
        .isEqualTo(BO);
  }

  @Test
  void aCustomerWithoutAReferenceIsKnownByAddressElseByConversation() {
    assertThat(Customer.refOf(ADA, "4711")).isEqualTo("c-88");
    assertThat(Customer.refOf(new Person(null, "Ada", " Ada@Customer.test "), "4711"))
        .isEqualTo("ada@customer.test");
    assertThat(Customer.refOf(new Person(null, "Ada", null), "4711"))
        .isEqualTo("conversation:4711");
  }

  @Test
  void itsCustomerIsAskedWhereItTookPlace() {
    var thread = new SlackThread("C1", "1.2");
    assertThat(fold(about(CREATED, 0, new About(null, null, null, null, null, null), null))
            .route())
        .isEqualTo(ChannelName.EMAIL);
    assertThat(route(ChannelName.CHAT, null)).isEqualTo(ChannelName.CHAT);
    assertThat(route(ChannelName.SLACK, thread)).isEqualTo(ChannelName.SLACK);
    assertThat(route(ChannelName.SLACK, null)).isEqualTo(ChannelName.EMAIL);
  }

  private static ChannelName route(ChannelName channel, SlackThread thread) {
    return fold(about(CREATED, 0, new About(channel, null, null, null, thread, null), null))
        .route();
  }
}

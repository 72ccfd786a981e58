package io.fivefaces.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordQueueTest {

  @Test
  void whoComesWhenTooManyWaitIsToldToComeAgainAndEverybodyElseIsAnswered() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var queue = new PasswordQueue(vertx);
      List<Future<String>> crowd = IntStream.range(0, 100)
          .mapToObj(each -> queue.hash("correct horse battery"))
          .toList();
      // the threads that everybody else's work is done on are free
      assertThat(vertx.<Integer>executeBlocking(() -> 1, false).await(5, TimeUnit.SECONDS))
          .isOne();

      Future.join(crowd).otherwiseEmpty().await(30, TimeUnit.SECONDS);
      var refused = crowd.stream().filter(Future::failed).toList();
      assertThat(refused).isNotEmpty();
      assertThat(refused)
          .allMatch(one -> one.cause() instanceof Problem problem && problem.status() == 503);
      assertThat(queue.isFull()).isFalse();
      var hash = crowd.getFirst().result();
      assertThat(queue.matches("correct horse battery", Optional.of(hash)).await())
          .isTrue();
      assertThat(queue.matches("correct horse battery", Optional.empty()).await())
          .isFalse();
    } finally {
      vertx.close().await();
    }
  }
}

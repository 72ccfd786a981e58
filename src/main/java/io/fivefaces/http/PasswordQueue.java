package io.fivefaces.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes and compares passwords, a few at a time on threads of their own: whatever strangers try, everybody else's work
 * goes on. Where too many wait, the next one is told to come again. Shared by all event loops.
 */
public final class PasswordQueue {

  /** Each takes 19 MiB and all of a core. */
  private static final int AT_A_TIME = 2;
  /** So that the last one waits for a second or two. */
  private static final int MOST = 32;

  private final WorkerExecutor threads;
  private final AtomicInteger underWay = new AtomicInteger();
  /** Compared where there is no such account, so that its absence takes as long to tell as a wrong password. */
  private Future<String> decoy;

  public PasswordQueue(Vertx vertx) {
    threads = vertx.createSharedWorkerExecutor("passwords", AT_A_TIME);
  }

  /** The hash of a password. */
  Future<String> hash(String password) {
    return work(() -> Passwords.hash(password));
  }

  /** Whether the password is the hashed one; as slowly where there is no hash. */
  Future<Boolean> matches(String password, Optional<String> hash) {
    return decoy()
        .compose(other ->
            work(() -> Passwords.matches(password, hash.orElse(other)) && hash.isPresent()));
  }

  /** Whether as many are under way as may. */
  boolean isFull() {
    return underWay.get() >= MOST;
  }

  private synchronized Future<String> decoy() {
    if (decoy == null || decoy.failed()) {
      decoy = hash(UUID.randomUUID().toString());
    }
    return decoy;
  }

  private <T> Future<T> work(Callable<T> task) {
    if (underWay.incrementAndGet() > MOST) {
      underWay.decrementAndGet();
      return Future.failedFuture(Problem.unavailable());
    }
    return threads.executeBlocking(task, false).onComplete(done -> underWay.decrementAndGet());
  }
}

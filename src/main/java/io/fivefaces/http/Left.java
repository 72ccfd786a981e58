package io.fivefaces.http;

import io.vertx.core.Future;

/** Whoever asked is gone: nobody takes the answer any more. The response itself may not know yet that it is closed. */
final class Left extends Exception {

  private static final long serialVersionUID = 1;

  private Left(Throwable why) {
    super("whoever asked left", why, false, false);
  }

  /** What a write comes to that failed, or of which it is clear that it would. */
  static <T> Future<T> because(Throwable why) {
    return Future.failedFuture(new Left(why));
  }
}

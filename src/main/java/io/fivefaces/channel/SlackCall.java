package io.fivefaces.channel;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fivefaces.channel.SlackApi.Answer;
import io.fivefaces.channel.SlackApi.Reply;
import io.fivefaces.json.Json;
import io.fivefaces.json.JsonException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.regex.Pattern;

/** One request to Slack: until it has a connection nothing left, afterwards only an answer can tell what became of it. */
final class SlackCall {

  private static final ObjectReader REPLY = Json.tolerantReaderOf(Reply.class);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final Pattern ERROR = Pattern.compile("[a-z0-9_]{1,80}");
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Vertx vertx;
  private final Duration deadline;
  private final int limit;
  private final Promise<Answer> answer = Promise.promise();
  private HttpClientRequest request;
  private boolean over;

  /**
   * A call to come.
   *
   * @param limit the most bytes of an answer that are read
   */
  SlackCall(Vertx vertx, Duration deadline, int limit) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.limit = limit;
  }

  Future<Answer> run(HttpClient client, RequestOptions options, Buffer body) {
    long timer = vertx.setTimer(deadline.toMillis(), id -> expire());
    client
        .request(options)
        .onSuccess(ready -> send(ready, body))
        .onFailure(failure ->
            settle(new Answer.NotSent(Reason.of("Slack cannot be reached", failure.getMessage()))));
    return answer.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void send(HttpClientRequest ready, Buffer body) {
    if (!begins(ready)) {
      ready.reset();
      return;
    }
    ready
        .send(body)
        .onSuccess(this::read)
        .onFailure(failure -> settle(new Answer.Unclear(
            Reason.of("the connection to Slack broke before it answered", failure.getMessage()))));
  }

  /** Whether the deadline leaves room to begin. */
  private synchronized boolean begins(HttpClientRequest ready) {
    if (!over) {
      request = ready;
    }
    return !over;
  }

  private synchronized void expire() {
    over = true;
    if (request == null) {
      settle(new Answer.NotSent("there was no connection to Slack in time"));
    } else {
      settle(new Answer.Unclear("Slack did not answer in time"));
      request.reset();
    }
  }

  private void read(HttpClientResponse response) {
    response.exceptionHandler(failure ->
        settle(new Answer.Unclear(Reason.of("Slack's answer broke off", failure.getMessage()))));
    int status = response.statusCode();
    if (status == 429) {
      leave(new Answer.Throttled(pause(response)));
    } else if (status >= 500) {
      leave(new Answer.Unclear("Slack answered " + status));
    } else if (status != 200) {
      leave(new Answer.Stopped(status));
    } else {
      collect(response);
    }
  }

  private void collect(HttpClientResponse response) {
    var body = Buffer.buffer();
    response.endHandler(end -> settle(judge(body, pause(response))));
    response.handler(part -> {
      if (body.length() + part.length() > limit) {
        leave(new Answer.Unclear("Slack's answer was too large to be read"));
      } else {
        body.appendBuffer(part);
      }
    });
  }

  private static Answer judge(Buffer body, Duration pause) {
    Reply reply;
    try {
      reply = Json.read(REPLY, body.getBytes(), 0, body.length());
    } catch (JsonException e) {
      return new Answer.Unclear("Slack's answer could not be read");
    }
    if (Boolean.TRUE.equals(reply.ok())) {
      return new Answer.Done(reply);
    }
    if (reply.ok() == null
        || reply.error() == null
        || !ERROR.matcher(reply.error()).matches()) {
      return new Answer.Unclear("Slack's answer did not say whether it worked");
    }
    return switch (reply.error()) {
      case "ratelimited", "rate_limited" -> new Answer.Throttled(pause);
      default -> new Answer.Refused(reply.error());
    };
  }

  private static Duration pause(HttpClientResponse response) {
    var seconds = response.getHeader("retry-after");
    if (seconds == null || !SECONDS.matcher(seconds).matches()) {
      return USUAL_PAUSE;
    }
    var wanted = Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)));
    return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
  }

  /** Settles without the rest of what Slack says. */
  private void leave(Answer known) {
    settle(known);
    request.reset();
  }

  private void settle(Answer known) {
    answer.tryComplete(known);
  }
}

package io.fivefaces.demo;

import io.fivefaces.channel.Mail;
import io.fivefaces.channel.Postman;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Workspace;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps a demo workspace's mail in the house; every other workspace's mail takes its usual way. */
public final class DemoPostman implements Postman {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Workspaces workspaces;
  private final Postman inside;
  private final Postman outside;

  public DemoPostman(Workspaces workspaces, Postman inside, Postman outside) {
    this.workspaces = workspaces;
    this.inside = inside;
    this.outside = outside;
  }

  @Override
  public Future<HandOver> post(Mail mail) {
    return workspaces
        .find(mail.workspace())
        // what is found later than this must not leave after its lease
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(found -> found.filter(Workspace::demo).isPresent() ? inside : outside)
        .transform(chosen -> chosen.succeeded()
            ? chosen.result().post(mail)
            : Future.succeededFuture(
                new HandOver.NotBegun("the database could not say whose mail it is")));
  }

  @Override
  public boolean isResting() {
    return outside.isResting();
  }
}

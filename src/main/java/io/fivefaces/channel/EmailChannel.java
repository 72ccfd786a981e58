package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Survey;
import io.vertx.core.Future;

/** Asks by a mail with a button for each score. */
public final class EmailChannel implements Channel {

  private final Postman postman;
  private final Letterhead letterhead;

  /** A channel whose mails have this letterhead. */
  public EmailChannel(Postman postman, Letterhead letterhead) {
    this.postman = postman;
    this.letterhead = letterhead;
  }

  @Override
  public ChannelName name() {
    return ChannelName.EMAIL;
  }

  @Override
  public Future<HandOver> handOver(Survey survey) {
    Mail mail;
    try {
      mail = letterhead.mail(survey);
    } catch (RuntimeException e) {
      return Future.succeededFuture(
          new HandOver.Refused(Reason.of("the mail could not be composed", e.getMessage()), false));
    }
    return postman.post(mail);
  }

  @Override
  public boolean isResting() {
    return postman.isResting();
  }
}

package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Survey;
import io.vertx.core.Future;

/** Asks by a mail with five buttons. */
public final class EmailChannel implements Channel {

  private final Postman postman;
  private final EmailAddress sender;

  /** A channel whose mails come from this sender where the workspace chose none. */
  public EmailChannel(Postman postman, EmailAddress sender) {
    this.postman = postman;
    this.sender = sender;
  }

  @Override
  public ChannelName name() {
    return ChannelName.EMAIL;
  }

  @Override
  public Future<HandOver> handOver(Survey survey) {
    Mail mail;
    try {
      mail = SurveyMail.of(survey, sender);
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

package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ways to ask a customer. A new one is one more entry here. */
public final class Channels {

  private Channels() {}

  /** Every channel by its name. */
  public static Map<ChannelName, Channel> all(
      Postman postman, Letterhead letterhead, SlackChannel slack) {
    return List.<Channel>of(new EmailChannel(postman, letterhead), slack, new ChatChannel())
        .stream()
        .collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
  }
}

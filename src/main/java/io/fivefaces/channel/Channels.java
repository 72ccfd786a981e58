package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.EmailAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ways to ask a customer. A new one is one more entry here. */
public final class Channels {

  private Channels() {}

  /**
   * Every channel by its name.
   *
   * @param sender the From address of workspaces that chose none
   */
  public static Map<ChannelName, Channel> all(Postman postman, EmailAddress sender) {
    return List.<Channel>of(new EmailChannel(postman, sender), new ChatChannel()).stream()
        .collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
  }
}

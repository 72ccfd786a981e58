package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import java.util.List;
import java.util.Optional;

/** The ways this server can ask. A new one is one more file and its entry where the list is made. */
public record Channels(List<Channel> all) {

  public Optional<Channel> get(ChannelName name) {
    return all.stream().filter(channel -> channel.name() == name).findFirst();
  }
}

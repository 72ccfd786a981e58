package io.fivefaces.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/** Whole HTTP requests, rendered and signed before they are sent, and which of them were acknowledged. */
final class Tape {

  private final List<Mix.Event> events;
  private final ByteBuffer bytes;
  private final int[] ends;
  private final BitSet acknowledged = new BitSet();
  private int taken;

  private Tape(List<Mix.Event> events, ByteBuffer bytes, int[] ends) {
    this.events = events;
    this.bytes = bytes;
    this.ends = ends;
  }

  /** Signed as of now, so good for five minutes. */
  static Tape of(List<Mix.Event> events, List<Door> doors) {
    var signers = doors.stream().map(door -> new Signer(door.secret())).toList();
    var now = Long.toString(Instant.now().getEpochSecond());
    long room = events.stream().mapToLong(event -> event.body().length + 400L).sum();
    var bytes = ByteBuffer.allocateDirect(Math.toIntExact(room));
    var ends = new int[events.size()];
    for (int i = 0; i < ends.length; i++) {
      var event = events.get(i);
      var id = "whk_" + event.number() + "_" + i;
      bytes.put(head(doors.get(event.door()), id, now, signers.get(event.door()), event.body()));
      bytes.put(event.body());
      ends[i] = bytes.position();
    }
    return new Tape(withoutBodies(events), bytes, ends);
  }

  private static byte[] head(Door door, String id, String now, Signer signer, byte[] body) {
    return ("POST /hooks/" + door.key()
            + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
            + "content-length: " + body.length + "\r\nwebhook-id: " + id + "\r\nwebhook-timestamp: "
            + now + "\r\nwebhook-signature: " + signer.sign(id, now, body) + "\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** They are in the requests; twice they would fill the heap. */
  private static List<Mix.Event> withoutBodies(List<Mix.Event> events) {
    return events.stream()
        .map(event -> new Mix.Event(
            event.number(),
            event.door(),
            event.conversation(),
            event.customer(),
            event.message(),
            null))
        .toList();
  }

  int size() {
    return ends.length;
  }

  int meanBytes() {
    return size() == 0 ? 0 : bytes.position() / size();
  }

  /** The next request's place, or -1 at the end. */
  int take() {
    return taken < ends.length ? taken++ : -1;
  }

  /** The bytes of a request, each view for one thread. */
  ByteBuffer request(int place) {
    int start = place == 0 ? 0 : ends[place - 1];
    return bytes.slice(start, ends[place] - start);
  }

  Mix.Event event(int place) {
    return events.get(place);
  }

  void acknowledge(int place) {
    acknowledged.set(place);
  }

  BitSet acknowledged() {
    return acknowledged;
  }
}

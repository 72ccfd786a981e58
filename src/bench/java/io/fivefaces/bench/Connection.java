package io.fivefaces.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A kept-alive connection with at most one request in flight, which reads as little of HTTP as it needs. */
final class Connection implements AutoCloseable {

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int ACCEPTED = 202;

  private final SocketChannel channel;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(8192);
  private volatile long due;
  private volatile Tape tape;
  private volatile int place;
  private volatile boolean busy;

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  static Connection open(int port, Selector selector) throws IOException {
    var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    var connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  /** Sends a request that was due at this time of {@link System#nanoTime}. */
  void send(Tape from, int at, long dueAt) throws IOException {
    tape = from;
    place = at;
    due = dueAt;
    busy = true;
    var request = from.request(at);
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** When the request in flight was due. */
  long due() {
    return due;
  }

  /** Whence the last request came. */
  Tape tape() {
    return tape;
  }

  /** The last request's place on its tape. */
  int place() {
    return place;
  }

  /** Whether an answer is awaited. */
  boolean isBusy() {
    return busy;
  }

  /** Reads on; the status of the whole answer, noted on the tape, or 0 while it is incomplete. */
  int receive() throws IOException {
    if (channel.read(answer) < 0) {
      throw new EOFException("closed by the server");
    }
    int head = headLength();
    if (head < 0 || answer.position() < head + contentLength(head)) {
      return 0;
    }
    int status = digit(9) * 100 + digit(10) * 10 + digit(11);
    answer.clear();
    busy = false;
    if (status == ACCEPTED) {
      tape.acknowledge(place);
    }
    return status;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int headLength() {
    for (int i = 3; i < answer.position(); i++) {
      if (answer.get(i) == '\n' && answer.get(i - 1) == '\r' && answer.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int head) throws IOException {
    for (int line = 0; line < head; line++) {
      if (answer.get(line) == '\n' && isLength(line + 1)) {
        int length = 0;
        for (int i = line + 1 + LENGTH.length; answer.get(i) != '\r'; i++) {
          length = answer.get(i) == ' ' ? length : length * 10 + digit(i);
        }
        return length;
      }
    }
    throw new IOException("an answer without content-length, which this generator cannot read");
  }

  private boolean isLength(int start) {
    for (int i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase(answer.get(start + i)) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int digit(int at) {
    return answer.get(at) - '0';
  }
}

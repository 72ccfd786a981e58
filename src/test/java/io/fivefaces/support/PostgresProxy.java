package io.fivefaces.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fivefaces.config.Config;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Stands between a service and its PostgreSQL and reads along, so that something can happen at an exact moment of a
 * statement's or a transaction's life.
 */
public final class PostgresProxy implements AutoCloseable {

  /** The moments at which a trap can spring. */
  public enum Moment {
    /** The statement was asked for and did not reach the database. */
    BEFORE_STATEMENT,
    /** The database ran the statement, which changed rows, and nobody heard of it. */
    AFTER_STATEMENT,
    /** The commit of the transaction with the statement was asked for and did not reach the database. */
    BEFORE_COMMIT,
    /** The database committed the transaction with the statement, and nobody heard of it. */
    AFTER_COMMIT
  }

  private record Trap(Moment moment, String sql, BooleanSupplier ready, Runnable event) {
    boolean isFor(Moment one, String statement) {
      return moment == one && statement != null && statement.contains(sql);
    }
  }

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final Config.Database database;
  private final ServerSocket door;
  private final AtomicReference<Trap> trap = new AtomicReference<>();

  private PostgresProxy(Config.Database database) throws IOException {
    this.database = database;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** A proxy of that server on a free port, without a trap. */
  public static PostgresProxy start(Config.Database database) throws IOException {
    var proxy = new PostgresProxy(database);
    Thread.ofVirtual().start(proxy::welcome);
    return proxy;
  }

  public int port() {
    return door.getLocalPort();
  }

  /**
   * Once, at this moment of the next statement that contains this text, the event happens, and the connection is cut.
   *
   * @param ready asked before a statement or commit is held back; the trap waits for the next one where it says no
   */
  public void once(Moment moment, String sql, BooleanSupplier ready, Runnable event) {
    trap.set(new Trap(moment, sql, ready, event));
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Thread.ofVirtual().start(new Session(door.accept())::run);
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** One connection. */
  private final class Session {

    private final Map<String, String> statements = new HashMap<>();
    private final List<String> transaction = new ArrayList<>();
    private final Socket client;
    private final Socket server;
    private volatile Trap awaited;

    Session(Socket client) throws IOException {
      this.client = client;
      server = new Socket(database.host(), database.port());
    }

    void run() {
      try (client;
          server) {
        var in = new DataInputStream(client.getInputStream());
        var out = new DataOutputStream(server.getOutputStream());
        greet(in, out);
        Thread.ofVirtual().start(this::answers);
        while (true) {
          byte type = in.readByte();
          var body = body(in);
          if (isHeldBack(type, body)) {
            return;
          }
          write(out, type, body);
        }
      } catch (IOException gone) {
        // the other side hears of it by the closed socket
      }
    }

    private void greet(DataInputStream in, DataOutputStream out) throws IOException {
      while (true) {
        var body = body(in);
        int code = ByteBuffer.wrap(body).getInt();
        if (code != SSL_REQUEST && code != GSS_REQUEST) {
          out.writeInt(body.length + Integer.BYTES);
          out.write(body);
          return;
        }
        client.getOutputStream().write('N');
      }
    }

    private boolean isHeldBack(byte type, byte[] body) {
      var armed = trap.get();
      var texts = new String(body, ISO_8859_1).split("\0", -1);
      switch (type) {
        case 'P' -> statements.put(texts[0], texts[1]);
        case 'B' -> {
          var sql = statements.get(texts[1]);
          transaction.add(sql);
          return armed != null
              && springs(armed, sql, Moment.BEFORE_STATEMENT, Moment.AFTER_STATEMENT);
        }
        case 'Q' -> {
          var all = String.join(";", transaction);
          transaction.clear();
          return armed != null
              && texts[0].equals("COMMIT")
              && springs(armed, all, Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT);
        }
        default -> {}
      }
      return false;
    }

    private boolean springs(Trap armed, String sql, Moment before, Moment after) {
      if (armed.isFor(after, sql)) {
        awaited = armed;
      }
      if (armed.isFor(before, sql)
          && armed.ready().getAsBoolean()
          && trap.compareAndSet(armed, null)) {
        armed.event().run();
        return true;
      }
      return false;
    }

    private void answers() {
      try (client;
          server) {
        var in = new DataInputStream(server.getInputStream());
        var out = new DataOutputStream(client.getOutputStream());
        while (true) {
          byte type = in.readByte();
          var body = body(in);
          var armed = awaited;
          if (type == 'C' && armed != null) {
            awaited = null;
            boolean changed = !new String(body, ISO_8859_1).startsWith("UPDATE 0");
            if (changed && trap.compareAndSet(armed, null)) {
              armed.event().run();
              return;
            }
          }
          write(out, type, body);
        }
      } catch (IOException gone) {
        // the other side hears of it by the closed socket
      }
    }

    private static byte[] body(DataInputStream in) throws IOException {
      return in.readNBytes(in.readInt() - Integer.BYTES);
    }

    private static void write(DataOutputStream out, byte type, byte[] body) throws IOException {
      var message = ByteBuffer.allocate(1 + Integer.BYTES + body.length)
          .put(type)
          .putInt(Integer.BYTES + body.length)
          .put(body);
      out.write(message.array());
    }
  }
}

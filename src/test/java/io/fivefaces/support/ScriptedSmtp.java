package io.fivefaces.support;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP relay that speaks the protocol and misbehaves at the stage it was told to. */
public final class ScriptedSmtp {

  /** The moments at which a relay answers. */
  public enum Stage {
    GREETING("220 relay.test ESMTP"),
    EHLO("250-relay.test\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN"),
    HELO("250 relay.test"),
    STARTTLS("220 go ahead"),
    AUTH("235 2.7.0 welcome"),
    MAIL("250 2.1.0 ok"),
    RCPT("250 2.1.5 ok"),
    DATA("354 go on"),
    DOT("250 2.0.0 queued"),
    RSET("250 2.0.0 ok"),
    QUIT("221 2.0.0 bye");

    private final String usual;

    Stage(String usual) {
      this.usual = usual;
    }
  }

  /** With the certificate that GreenMail brings, which nobody signed. */
  private static final ServerSSLOptions TLS = new ServerSSLOptions()
      .setKeyCertOptions(new PfxOptions().setPath("greenmail.p12").setPassword("changeit"));

  private static final String HANG = "";
  private static final String CLOSE = "close";
  private static final String HOLD = "hold";

  private final Map<Stage, String> answers =
      Collections.synchronizedMap(new EnumMap<>(Stage.class));
  private final List<NetSocket> held = new ArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<Stage, Runnable> events = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final NetServer server;

  private ScriptedSmtp(Vertx vertx) {
    this.vertx = vertx;
    server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0));
    for (var stage : Stage.values()) {
      answers.put(stage, stage.usual);
    }
  }

  /** A relay on a free port that behaves. */
  public static ScriptedSmtp start(Vertx vertx) throws Exception {
    var relay = new ScriptedSmtp(vertx);
    relay.server.connectHandler(relay::greet);
    relay.server.listen().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    return relay;
  }

  /** From now on it gives this answer there. */
  public ScriptedSmtp answering(Stage stage, String answer) {
    answers.put(stage, answer);
    return this;
  }

  /** From now on it says nothing there, and keeps the connection. */
  public ScriptedSmtp hangingAt(Stage stage) {
    return answering(stage, HANG);
  }

  /** From now on it says nothing there until it is released. */
  public ScriptedSmtp holdingAt(Stage stage) {
    return answering(stage, HOLD);
  }

  /** Says there what it held back, and behaves from now on. */
  public synchronized void releasing(Stage stage) {
    behavingAt(stage);
    held.forEach(socket -> socket.write(stage.usual + "\r\n"));
    held.clear();
  }

  /** From now on it closes the connection there, without a word. */
  public ScriptedSmtp closingAt(Stage stage) {
    return answering(stage, CLOSE);
  }

  /** From now on it behaves there again. */
  public ScriptedSmtp behavingAt(Stage stage) {
    return answering(stage, stage.usual);
  }

  /** The next time it gets there this happens, once, and it says nothing. */
  public ScriptedSmtp once(Stage stage, Runnable event) {
    events.put(stage, event);
    return this;
  }

  public int port() {
    return server.actualPort();
  }

  /** Every command it has read, without the mails. */
  public List<String> commands() {
    return commands;
  }

  /** Every mail it has read up to the final dot, whatever it answered. */
  public List<String> mails() {
    return mails;
  }

  /** How often it has read a command that begins with this word. */
  public long heard(String word) {
    return commands.stream().filter(command -> command.startsWith(word)).count();
  }

  public int connections() {
    return connections.get();
  }

  public void stop() throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  private void greet(NetSocket socket) {
    connections.incrementAndGet();
    socket.exceptionHandler(gone -> {});
    socket.handler(RecordParser.newDelimited("\r\n", new Session(socket)));
    answer(socket, Stage.GREETING);
  }

  private synchronized void answer(NetSocket socket, Stage stage) {
    var event = events.remove(stage);
    if (event != null) {
      vertx.executeBlocking(() -> {
        event.run();
        return null;
      });
      return;
    }
    var answer = answers.get(stage);
    switch (answer) {
      case HANG -> {}
      case CLOSE -> socket.close();
      case HOLD -> held.add(socket);
      default -> socket.write(answer + "\r\n");
    }
  }

  /** One connection, line by line. */
  private final class Session implements Handler<Buffer> {

    private final NetSocket socket;
    private StringBuilder mail;

    Session(NetSocket socket) {
      this.socket = socket;
    }

    @Override
    public void handle(Buffer line) {
      var text = line.toString();
      if (mail == null) {
        command(text);
      } else if (text.equals(".")) {
        mails.add(mail.toString());
        mail = null;
        answer(socket, Stage.DOT);
      } else {
        mail.append(text.startsWith(".") ? text.substring(1) : text).append("\r\n");
      }
    }

    private void command(String text) {
      commands.add(text);
      var stage = Stage.valueOf(text.split("[ :]")[0]);
      if (stage == Stage.DATA && answers.get(stage).startsWith("354")) {
        mail = new StringBuilder();
      }
      if (stage == Stage.STARTTLS && answers.get(stage).startsWith("220")) {
        socket.upgradeToSsl(TLS, Buffer.buffer(stage.usual + "\r\n"));
      } else {
        answer(socket, stage);
      }
      if (stage == Stage.QUIT) {
        socket.close();
      }
    }
  }
}

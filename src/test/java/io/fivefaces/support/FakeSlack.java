package io.fivefaces.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Speaks Slack's Web API over HTTP, as its reference describes it: keeps threads with their metadata, refuses what
 * Slack would refuse, and misbehaves on request.
 */
public final class FakeSlack implements AutoCloseable {

  public static final String TEAM = "T_US";
  public static final String TOKEN = "xoxb-1111-2222-abcdefghijklmnopqrstuvwx";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A message as it is now; the thread is null for a root. */
  public record Message(String channel, String ts, String thread, JsonNode body) {
    /** The button of this name. */
    public JsonNode button(String actionId) {
      for (var button : body.at("/blocks/1/elements")) {
        if (button.get("action_id").asText().equals(actionId)) {
          return button;
        }
      }
      throw new IllegalStateException("no button " + actionId + " in " + body);
    }
  }

  /** A call as it came. */
  public record Call(String method, JsonNode body) {}

  /** What is done with a call in place of the usual. */
  public interface Behaviour {
    void answer(Exchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, ConcurrentLinkedDeque<Behaviour>> next = new ConcurrentHashMap<>();
  private final Map<String, Behaviour> always = new ConcurrentHashMap<>();
  private int posted;

  private FakeSlack() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
    server.setExecutor(Executors.newCachedThreadPool(work -> {
      var thread = new Thread(work, "fake Slack");
      thread.setDaemon(true);
      return thread;
    }));
    server.createContext("/api/", this::handle);
    server.start();
  }

  public static FakeSlack start() throws IOException {
    return new FakeSlack();
  }

  /** The address for FIVEFACES_SLACK_API_URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  /** Behaves like this at the next calls of a method, one after the other, and then as usual. */
  public void next(String method, Behaviour... behaviours) {
    next.computeIfAbsent(method, first -> new ConcurrentLinkedDeque<>())
        .addAll(List.of(behaviours));
  }

  /** Behaves like this at every call of a method; null for as usual. */
  public void always(String method, Behaviour behaviour) {
    if (behaviour == null) {
      always.remove(method);
    } else {
      always.put(method, behaviour);
    }
  }

  /** A person's message that begins a thread; its timestamp. */
  public synchronized String root(String channel) {
    return add(channel, null, JSON.createObjectNode().put("text", "it is broken"))
        .ts();
  }

  /** A person's reply in a thread. */
  public synchronized void reply(String channel, String thread) {
    add(channel, thread, JSON.createObjectNode().put("text", "still broken"));
  }

  /** The app's messages in a thread, oldest first. */
  public synchronized List<Message> surveys(String channel, String thread) {
    return messages.stream()
        .filter(one -> one.channel().equals(channel) && thread.equals(one.thread()))
        .filter(one -> one.body().has("blocks"))
        .toList();
  }

  /** All that was asked of a method. */
  public List<JsonNode> calls(String method) {
    return calls.stream()
        .filter(call -> call.method().equals(method))
        .map(Call::body)
        .toList();
  }

  /** What Slack would have refused. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Slack says no with this word. */
  public static Behaviour refusing(String error) {
    return exchange -> exchange.send(200, "{\"ok\":false,\"error\":\"" + error + "\"}");
  }

  /** Slack does nothing and answers so. */
  public static Behaviour answering(int status, String body, String... header) {
    return exchange -> exchange.send(status, body, header);
  }

  /** Slack does as it was asked and answers otherwise. */
  public static Behaviour doingBut(Behaviour otherwise) {
    return exchange -> {
      exchange.work();
      otherwise.answer(exchange);
    };
  }

  /** Slack never answers. */
  public static Behaviour silent() {
    return Exchange::hang;
  }

  /** Slack asks for patience. */
  public static Behaviour throttling(int seconds) {
    return answering(
        429, "{\"ok\":false,\"error\":\"ratelimited\"}", "Retry-After", Integer.toString(seconds));
  }

  /** Slack answers with more than anybody should read. */
  public static Behaviour huge() {
    return answering(200, "{\"ok\":true,\"more\":\"" + "x".repeat(3 << 20) + "\"}");
  }

  /** A call under way. */
  public final class Exchange {
    private final HttpExchange http;
    private final String method;
    private final JsonNode body;

    private Exchange(HttpExchange http, String method, JsonNode body) {
      this.http = http;
      this.method = method;
      this.body = body;
    }

    JsonNode work() {
      return FakeSlack.this.work(method, body);
    }

    void hang() {
      try {
        closed.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      http.close();
    }

    void send(int status, String text, String... header) throws IOException {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      http.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
      if (header.length > 0) {
        http.getResponseHeaders().add(header[0], header[1]);
      }
      http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      try (var out = http.getResponseBody()) {
        out.write(bytes);
      } catch (IOException gone) {
        // whoever asked does not want to read it all
      }
      http.close();
    }
  }

  private void handle(HttpExchange http) throws IOException {
    var method = http.getRequestURI().getPath().substring("/api/".length());
    var exchange = new Exchange(http, method, body(http));
    var refusal = SlackRules.refusal(method, http, exchange.body);
    calls.add(new Call(method, exchange.body));
    if (refusal != null) {
      complaints.add(method + ": " + refusal);
      exchange.send(200, "{\"ok\":false,\"error\":\"invalid_arguments\"}");
      return;
    }
    var behaviour = behaviour(method);
    if (behaviour != null) {
      behaviour.answer(exchange);
    } else if (!("Bearer " + TOKEN).equals(http.getRequestHeaders().getFirst("Authorization"))) {
      refusing("invalid_auth").answer(exchange);
    } else {
      exchange.send(200, exchange.work().toString());
    }
  }

  private Behaviour behaviour(String method) {
    var queued = next.get(method);
    var behaviour = queued == null ? null : queued.poll();
    return behaviour == null ? always.get(method) : behaviour;
  }

  private synchronized JsonNode work(String method, JsonNode body) {
    return switch (method) {
      case "auth.test" -> ok().put("team_id", TEAM).put("user_id", "U_BOT");
      case "chat.postMessage" -> post(body);
      case "chat.update" -> update(body);
      case "conversations.replies" -> replies(body);
      case "chat.postEphemeral" -> ok().put("message_ts", ts());
      case "views.open" -> ok().set("view", body.get("view"));
      default -> no("unknown_method");
    };
  }

  private ObjectNode post(JsonNode body) {
    var made = add(text(body, "channel"), text(body, "thread_ts"), body);
    var reply = ok().put("channel", made.channel()).put("ts", made.ts());
    reply.putObject("message").put("type", "message").put("ts", made.ts()).put("team", TEAM);
    return reply;
  }

  private ObjectNode update(JsonNode body) {
    for (int i = 0; i < messages.size(); i++) {
      var old = messages.get(i);
      if (old.channel().equals(text(body, "channel")) && old.ts().equals(text(body, "ts"))) {
        messages.set(i, new Message(old.channel(), old.ts(), old.thread(), body));
        return ok().put("channel", old.channel()).put("ts", old.ts());
      }
    }
    return no("message_not_found");
  }

  private ObjectNode replies(JsonNode query) {
    var root = text(query, "ts");
    var thread = messages.stream()
        .filter(one -> one.channel().equals(text(query, "channel")))
        .filter(one -> root.equals(one.ts()) || root.equals(one.thread()))
        .toList();
    if (thread.isEmpty()) {
      return no("thread_not_found");
    }
    int from = query.has("cursor") ? Integer.parseInt(text(query, "cursor")) : 0;
    int until = Math.min(thread.size(), from + Integer.parseInt(text(query, "limit")));
    var reply = ok().put("has_more", until < thread.size());
    var page = reply.putArray("messages");
    for (var one : thread.subList(from, until)) {
      var message = page.addObject().put("type", "message").put("ts", one.ts());
      message.put("text", text(one.body(), "text"));
      if (one.body().has("metadata") && "true".equals(text(query, "include_all_metadata"))) {
        message.set("metadata", one.body().get("metadata"));
      }
    }
    if (until < thread.size()) {
      reply.putObject("response_metadata").put("next_cursor", Integer.toString(until));
    }
    return reply;
  }

  private Message add(String channel, String thread, JsonNode body) {
    var message = new Message(channel, ts(), thread, body);
    messages.add(message);
    return message;
  }

  private String ts() {
    return "1767226000.%06d".formatted(++posted);
  }

  private static ObjectNode ok() {
    return JSON.createObjectNode().put("ok", true);
  }

  private static ObjectNode no(String error) {
    return JSON.createObjectNode().put("ok", false).put("error", error);
  }

  private static String text(JsonNode body, String field) {
    return body.hasNonNull(field) ? body.get(field).asText() : null;
  }

  private static JsonNode body(HttpExchange http) throws IOException {
    if (http.getRequestMethod().equals("POST")) {
      return JSON.readTree(http.getRequestBody().readAllBytes());
    }
    var fields = new HashMap<String, String>();
    for (var pair : http.getRequestURI().getRawQuery().split("&")) {
      var parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return JSON.valueToTree(fields);
  }
}

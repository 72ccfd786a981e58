package io.fivefaces.bus;

import io.fivefaces.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** A fact on the wire between nodes, as JSON behind its length; within a node it travels as it is. */
final class FactCodec<F extends Fact> implements MessageCodec<F, F> {

  private final Class<F> type;

  FactCodec(Class<F> type) {
    this.type = type;
  }

  @Override
  public void encodeToWire(Buffer buffer, F fact) {
    var json = Json.write(fact);
    buffer.appendInt(json.length).appendBytes(json);
  }

  @Override
  public F decodeFromWire(int position, Buffer buffer) {
    int length = buffer.getInt(position);
    int start = position + Integer.BYTES;
    return Json.read(buffer.getBytes(start, start + length), type);
  }

  @Override
  public F transform(F fact) {
    return fact;
  }

  @Override
  public String name() {
    return type.getSimpleName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}

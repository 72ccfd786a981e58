package io.fivefaces.store;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Turns rows into the columns that {@code unnest} takes: one array parameter per column. */
final class Rows<R> {

  private final List<R> rows;
  private final Tuple columns = Tuple.tuple();

  Rows(Collection<R> rows) {
    this.rows = List.copyOf(rows);
  }

  Rows<R> number(Function<R, Integer> column) {
    return add(column, Integer[]::new);
  }

  Rows<R> bigNumber(Function<R, Long> column) {
    return add(column, Long[]::new);
  }

  Rows<R> flag(Function<R, Boolean> column) {
    return add(column, Boolean[]::new);
  }

  Rows<R> text(Function<R, ?> column) {
    return add(row -> Objects.toString(column.apply(row), null), String[]::new);
  }

  Rows<R> time(Function<R, Instant> column) {
    return add(row -> time(column.apply(row)), OffsetDateTime[]::new);
  }

  Rows<R> bytes(Function<R, byte[]> column) {
    return add(row -> Buffer.buffer(column.apply(row)), Buffer[]::new);
  }

  /** An array as the text that PostgreSQL reads as one, for arrays of arrays are rectangles. */
  Rows<R> list(Function<R, List<?>> column) {
    return text(row -> column.apply(row).stream()
        .map(one -> "\"" + one.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "{", "}")));
  }

  Tuple columns() {
    return columns;
  }

  /** The columns behind parameters that are the same for all rows. */
  Tuple columns(Object... before) {
    var all = Tuple.from(before);
    for (int i = 0; i < columns.size(); i++) {
      all.addValue(columns.getValue(i));
    }
    return all;
  }

  /** A time as the client sends it; null stays null. */
  static OffsetDateTime time(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /** A time of a row; null stays null. */
  static Instant time(Row row, String column) {
    var time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  private <T> Rows<R> add(Function<R, T> column, IntFunction<T[]> array) {
    var values = array.apply(rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    columns.addValue(values);
    return this;
  }
}

package io.fivefaces.http;

import io.fivefaces.domain.Interval;
import io.vertx.ext.web.RoutingContext;

/** The days of a window as a table for a spreadsheet. */
final class DailyCsv {

  private static final String HEAD = "day,responses,average,average_low,average_high\r\n";

  private DailyCsv() {}

  /** Answers with one line per day, oldest first. */
  static void send(RoutingContext context, CsatView numbers) {
    var lines = new StringBuilder(HEAD);
    numbers.daily().forEach(day -> lines.append(line(day)));
    context
        .response()
        .putHeader("content-type", "text/csv; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader(
            "content-disposition",
            "attachment; filename=\"days-" + numbers.from() + "-to-" + numbers.to() + ".csv\"")
        .end(lines.toString());
  }

  private static String line(CsatView.DayView day) {
    Interval in = day.interval();
    return Csv.line(
        day.day(),
        day.responses(),
        day.average(),
        in == null ? null : in.low(),
        in == null ? null : in.high());
  }
}

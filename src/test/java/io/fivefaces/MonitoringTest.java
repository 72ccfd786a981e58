package io.fivefaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivefaces.support.Samples;
import io.fivefaces.support.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts and the dashboard speak of metrics that there are. */
class MonitoringTest {

  private static final List<Path> SPEAKERS =
      List.of(Path.of("conf/prometheus-alerts.yml"), Path.of("conf/grafana-dashboard.json"));
  private static final Pattern MENTION =
      Pattern.compile("\\b((?:fivefaces|jvm)_[a-z_]+)(?:\\{([^{}]*)})?");
  private static final Pattern CONDITION = Pattern.compile("([a-z_]+)(=~?)\"([^\"]*)\"");

  /** One sample's name and its labels, as Prometheus reads them. */
  private record Series(String name, Map<String, String> labels) {
    static Series of(String line) {
      int brace = line.indexOf('{');
      var name = line.substring(0, brace < 0 ? line.indexOf(' ') : brace);
      var labels = CONDITION
          .matcher(brace < 0 ? "" : line)
          .results()
          .collect(Collectors.toMap(label -> label.group(1), label -> label.group(3)));
      return new Series(name, labels);
    }
  }

  @Test
  void everyAlertAndPanelNamesSeriesThatExist() throws Exception {
    TestApp.run(app -> {
      var workspace = app.newAskingWorkspace();
      var source = app.newSource(workspace);
      app.hook(source, Samples.closedTalk("1"));
      app.hook(source, Samples.closed("2"));
      app.withInvite(workspace, "1", "sent");
      app.request("POST", "/s/forged", "score=5");
      var scrape = app.until(
          "everything is measured",
          () -> app.request("GET", app.managementUrl("/metrics"), null).body(),
          text -> text.contains("fivefaces_handover_seconds_count")
              && text.contains("fivefaces_events_total")
              && text.contains("open=\"false\""));
      var series =
          scrape.lines().filter(line -> !line.startsWith("#")).map(Series::of).toList();

      for (var speaker : SPEAKERS) {
        var text = textOf(speaker);
        var mentions = MENTION.matcher(text).results().toList();
        assertThat(mentions).as(speaker.toString()).isNotEmpty();
        for (var mention : mentions) {
          assertThat(series)
              .as(speaker + ": " + mention.group())
              .anyMatch(one -> isMeant(one, mention.group(1), mention.group(2)));
        }
      }
    });
  }

  @Test
  void whatMayGoWrongCountsFromZero() throws Exception {
    TestApp.run(app -> assertThat(
            app.request("GET", app.managementUrl("/metrics"), null).body())
        .contains(
            "fivefaces_ready 1.0",
            "fivefaces_station_failures_total{station=\"projection\"} 0.0",
            "fivefaces_station_failures_total{station=\"gates\"} 0.0",
            "fivefaces_station_failures_total{station=\"delivery\"} 0.0",
            "fivefaces_station_failures_total{station=\"stats\"} 0.0",
            "fivefaces_webhooks_refused_total{reason=\"saturated\"} 0.0",
            "fivefaces_events_total{outcome=\"dead_letter\",source=\"zendesk\"} 0.0",
            "fivefaces_invites_total{channel=\"email\",kind=\"nps\",outcome=\"unknown\"} 0.0"));
  }

  /** The dashboard's own names, such as its uid, are no series: only its queries are read. */
  private static String textOf(Path speaker) throws IOException {
    var text = Files.readString(speaker);
    return speaker.toString().endsWith(".json")
        ? String.join("\n", new ObjectMapper().readTree(text).findValuesAsText("expr"))
        : text;
  }

  private static boolean isMeant(Series series, String name, String conditions) {
    return series.name().equals(name)
        && conditionsOf(conditions)
            .allMatch(condition -> Arrays.asList(condition.group(3).split("\\|"))
                .contains(series.labels().get(condition.group(1))));
  }

  private static Stream<MatchResult> conditionsOf(String conditions) {
    return conditions == null ? Stream.empty() : CONDITION.matcher(conditions).results();
  }
}

package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final Map<String, String> VALUES =
      Map.of("customer_name", "Ada", "ticket_subject", "{{customer_name}} & $1 \\ <b>");

  @Test
  void variablesAreReplacedWhereverTheyStand() {
    assertThat(Template.fill("{{customer_name}}, {{ customer_name }}!", VALUES))
        .isEqualTo("Ada, Ada!");
  }

  @Test
  void aValueIsNeverReadAsATemplate() {
    assertThat(Template.fill("About {{ticket_subject}}", VALUES))
        .isEqualTo("About {{customer_name}} & $1 \\ <b>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hello",
        "{{unknown}}",
        "{customer_name}",
        "{{customer_name}",
        "{{CUSTOMER_NAME}}",
        "{{customer name}}",
        "$1 \\1 {{}}",
        "{{{{{{"
      })
  void whatIsNoVariableStaysAsItStands(String text) {
    assertThat(Template.fill(text, VALUES)).isEqualTo(text);
  }
}

package io.fivefaces.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorTest {

  private static final Color NIGHT = Color.parse("#161b19");

  static Stream<Color> colors() {
    var random = new Random(5);
    return Stream.concat(
        Stream.of(Color.BLACK, Color.WHITE, Color.parse("#767676"), Color.parse("#777777")),
        Stream.generate(
                () -> new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)))
            .limit(200));
  }

  @ParameterizedTest
  @MethodSource("colors")
  void inkIsReadableOnEveryColor(Color color) {
    assertThat(color.contrast(color.ink())).isGreaterThanOrEqualTo(4.5);
  }

  @ParameterizedTest
  @MethodSource("colors")
  void everyColorHasAShadeThatShowsInTheLightAndInTheDark(Color color) {
    assertThat(color.legibleOn(Color.WHITE, 3).contrast(Color.WHITE)).isGreaterThanOrEqualTo(3);
    assertThat(color.legibleOn(NIGHT, 3).contrast(NIGHT)).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aColorThatShowsAlreadyStaysAsItIs() {
    var green = Color.parse("#2f6f5e");

    assertThat(green.legibleOn(Color.WHITE, 3)).isEqualTo(green);
  }

  @Test
  void contrastIsThatOfTheGuideline() {
    assertThat(Color.BLACK.contrast(Color.WHITE)).isEqualTo(21, within(0.001));
    assertThat(Color.parse("#767676").contrast(Color.WHITE)).isEqualTo(4.54, within(0.005));
  }

  @ParameterizedTest
  @MethodSource("colors")
  void itsTextReadsBack(Color color) {
    assertThat(Color.parse(color.toString())).isEqualTo(color);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "#fff", "#2f6f5e;", "#2f6f5e\n", "#2f6f5g", "2f6f5e0"})
  void nothingElseIsAColor(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Color.parse(text));
  }
}

package io.fivefaces.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is looked for in Slack's Block Kit, which is JSON that somebody else wrote. */
final class Blocks {

  private Blocks() {}

  /** A button of a message as Slack tells of it once it was tapped. */
  static Optional<Map<String, Object>> button(
      List<Map<String, Object>> blocks, String block, String action) {
    return blocks.stream()
        .filter(one -> block.equals(one.get("block_id")))
        .flatMap(one -> objects(one.get("elements")))
        .filter(element -> "button".equals(element.get("type")))
        .filter(element -> action.equals(element.get("action_id")))
        .findFirst()
        .map(button -> {
          var tapped = new HashMap<String, Object>();
          button.forEach((name, value) -> tapped.put(name.toString(), value));
          tapped.put("block_id", block);
          return tapped;
        });
  }

  /** What was written into the fields of a window, by block and field; a block of another name is left out. */
  static Map<String, Map<String, Map<String, Object>>> values(
      Map<String, Object> view, Map<String, String> written) {
    var values = new HashMap<String, Map<String, Map<String, Object>>>();
    objects(view.get("blocks"))
        .filter(block ->
            "input".equals(block.get("type")) && written.get(block.get("block_id")) != null)
        .forEach(block -> {
          var id = block.get("block_id").toString();
          objects(List.of(block.get("element")))
              .map(element -> element.get("action_id"))
              .forEach(field -> values.put(
                  id,
                  Map.of(
                      String.valueOf(field),
                      Map.of("type", "plain_text_input", "value", written.get(id)))));
        });
    return values;
  }

  private static Stream<Map<?, ?>> objects(Object list) {
    return list instanceof List<?> all
        ? all.stream().<Map<?, ?>>mapMulti((one, then) -> {
          if (one instanceof Map<?, ?> object) {
            then.accept(object);
          }
        })
        : Stream.empty();
  }
}

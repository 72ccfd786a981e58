package io.fivefaces.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code webroot/openapi.yaml}: what the service says of itself. */
public final class Contract {

  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete");

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonNode root;

  private Contract(JsonNode root) {
    this.root = root;
  }

  /** The contract as it is served. */
  public static Contract read() {
    try {
      return new Contract(
          new YAMLMapper().readTree(Path.of("webroot", "openapi.yaml").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One method of one path. */
  public record Operation(String method, String path, JsonNode body) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    /** Whether it is of the API, which needs a key or a session. */
    public boolean isApi() {
      return path.startsWith("/api/");
    }

    /** The roles that may call it by a scheme, {@code bearer} or {@code session}. */
    public List<String> roles(String scheme) {
      return body.path("security").findValues(scheme).stream()
          .flatMap(JsonNode::valueStream)
          .map(JsonNode::asText)
          .toList();
    }

    /** The path with each parameter replaced by what it is mapped to, or by {@code x}. */
    public String path(Map<String, String> parameters) {
      var filled = path;
      for (var parameter : parameters.entrySet()) {
        filled = filled.replace("{" + parameter.getKey() + "}", parameter.getValue());
      }
      return filled.replaceAll("\\{[^}]+}", "x");
    }
  }

  public List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    root.get("paths")
        .properties()
        .forEach(path -> path.getValue().properties().stream()
            .filter(method -> METHODS.contains(method.getKey()))
            .forEach(method -> operations.add(
                new Operation(method.getKey().toUpperCase(), path.getKey(), method.getValue()))));
    return operations;
  }

  /** The operation, which must be there. */
  public Operation operation(String method, String path) {
    return operations().stream()
        .filter(one -> one.method().equals(method) && one.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  /** The examples of an operation's request bodies of this type. */
  public List<JsonNode> requestExamples(Operation operation, String type) {
    var examples = new ArrayList<JsonNode>();
    var content = operation.body().path("requestBody").path("content").path(type);
    content.path("examples").forEach(example -> examples.add(example.get("value")));
    return examples;
  }

  /** The places at which a JSON answer has other fields than its schema, or required ones are missing. */
  public List<String> differences(Operation operation, int status, JsonNode answer) {
    var schema = deref(operation.body().path("responses").path(Integer.toString(status)))
        .path("content")
        .path("application/json")
        .path("schema");
    var found = new ArrayList<String>();
    if (schema.isMissingNode()) {
      found.add("no schema for " + operation + " " + status);
    }
    compare("", schema, answer, found);
    found.addAll(violations(schema, answer));
    return found;
  }

  /** The places at which a value is not as its schema says, by JSON Schema 2020-12. */
  public List<String> violations(JsonNode schema, JsonNode value) {
    var whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", root.get("components"));
    whole.set("allOf", JsonNodeFactory.instance.arrayNode().add(schema));
    return SCHEMAS.getSchema(whole).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** The places at which an example of an operation is not as its schema says. */
  public List<String> wrongExamples(Operation operation) {
    var found = new ArrayList<String>();
    wrongExamples(operation + " request", operation.body().path("requestBody"), found);
    operation
        .body()
        .path("responses")
        .properties()
        .forEach(
            one -> wrongExamples(operation + " " + one.getKey(), deref(one.getValue()), found));
    return found;
  }

  private void wrongExamples(String where, JsonNode message, List<String> found) {
    message.path("content").properties().forEach(type -> {
      var content = type.getValue();
      var examples = new ArrayList<JsonNode>();
      content.path("examples").forEach(example -> examples.add(example.path("value")));
      if (content.has("example")) {
        examples.add(content.get("example"));
      }
      examples.forEach(example -> violations(content.path("schema"), example)
          .forEach(wrong -> found.add(where + " " + type.getKey() + ": " + wrong)));
    });
  }

  /** The status of an operation's success; the first where there are several. */
  public int success(Operation operation) {
    return operation.body().path("responses").properties().stream()
        .map(one -> Integer.parseInt(one.getKey()))
        .filter(status -> status < 400)
        .findFirst()
        .orElseThrow();
  }

  private void compare(String place, JsonNode schema, JsonNode value, List<String> found) {
    if (value.isArray()) {
      var items = part(schema, "items");
      value.forEach(item -> compare(place + "[]", items, item, found));
    } else if (value.isObject()) {
      var names = new TreeSet<String>();
      value.fieldNames().forEachRemaining(names::add);
      var known = named(schema, "properties");
      var required = named(schema, "required");
      if (!known.containsAll(names) || !names.containsAll(required)) {
        found.add(place + " has " + names + "; known " + known + ", required " + required);
      }
      value
          .properties()
          .forEach(field -> compare(
              place + "." + field.getKey(),
              property(schema, field.getKey()),
              field.getValue(),
              found));
    }
  }

  /** The names that a schema, with all it consists of, lists below this keyword. */
  private Set<String> named(JsonNode schema, String keyword) {
    var names = new TreeSet<String>();
    var resolved = deref(schema);
    resolved.path(keyword).fieldNames().forEachRemaining(names::add);
    resolved.path(keyword).forEach(one -> {
      if (one.isTextual()) {
        names.add(one.asText());
      }
    });
    resolved.path("allOf").forEach(one -> names.addAll(named(one, keyword)));
    return names;
  }

  private JsonNode property(JsonNode schema, String name) {
    var resolved = deref(schema);
    var found = resolved.path("properties").path(name);
    for (var one : resolved.path("allOf")) {
      var other = property(one, name);
      // the last one is the most exact
      found = other.isMissingNode() ? found : other;
    }
    return deref(found);
  }

  private JsonNode part(JsonNode schema, String name) {
    return deref(deref(schema).path(name));
  }

  /** What a reference names; of a schema or null, the schema. */
  private JsonNode deref(JsonNode node) {
    var nullable = node.path("oneOf");
    var named = nullable.path(1).path("type").asText().equals("null") ? nullable.get(0) : node;
    return named.has("$ref") ? root.at(named.get("$ref").asText().substring(1)) : named;
  }
}

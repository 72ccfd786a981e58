package io.fivefaces.bench;

import io.fivefaces.bench.Peer.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How each peer is built and run. */
final class Recipes {

  private static final Path ROOT = Path.of("").toAbsolutePath();

  private Recipes() {}

  /** The same on Vert.x, one event per transaction. */
  static Recipe ordinary() {
    return new Recipe(
        "ordinary",
        ROOT,
        List.of(
            Server.java(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-classpath",
            System.getProperty("java.class.path"),
            OrdinaryService.class.getName()),
        () -> {});
  }

  /** On Node: express or fastify. */
  static Recipe node(String name) {
    var directory = Results.HOME.resolve(name);
    return new Recipe(name, directory, List.of("node", "server.mjs"), () -> {
      Trees.copyFiles(Peer.HOME, directory);
      Trees.copyFiles(Peer.HOME.resolve(name), directory);
      run(directory, List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
    });
  }

  /** On Spring Boot. */
  static Recipe spring() {
    var pom = Peer.HOME.resolve("spring").resolve("pom.xml").toString();
    var jar = Results.HOME.resolve("spring").resolve("peer-spring.jar").toString();
    return new Recipe(
        "spring",
        ROOT,
        List.of(Server.java(), "-Xmx1g", "-XX:+UseParallelGC", "-jar", jar),
        () -> run(ROOT, List.of("./mvnw", "-q", "-B", "-f", pom, "package")));
  }

  private static void run(Path directory, List<String> command) {
    var builder = new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw new Failed(String.join(" ", command) + " ended with " + code + " in " + directory);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

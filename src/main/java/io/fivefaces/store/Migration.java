package io.fivefaces.store;

import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the tables up to date before anything uses them. */
public final class Migration {

  private Migration() {}

  /** Blocks until the schema is current; says what to do when the database is away or refuses. */
  public static void run(Config.Database database) {
    var server = new PGSimpleDataSource();
    server.setServerNames(new String[] {database.host()});
    server.setPortNumbers(new int[] {database.port()});
    server.setDatabaseName(database.name());
    server.setUser(database.user());
    server.setPassword(database.password());
    server.setSslmode(database.tls() ? "require" : "disable");
    server.setConnectTimeout(10);
    try {
      Flyway.configure()
          .dataSource(server)
          .schemas(database.schema())
          .locations("classpath:db/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new ConfigException("Cannot prepare the database " + database + ": " + firstLine(e)
          + " Check that PostgreSQL runs there and that FIVEFACES_DATABASE_URL is right.");
    }
  }

  private static String firstLine(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("") + ".";
  }
}

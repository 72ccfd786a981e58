package peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Stores an event in one transaction and one round trip. */
@Repository
public class Events {

  private final JdbcTemplate database;
  private final String ingest;

  public Events(JdbcTemplate database, @Value("${INGEST_SQL}") Path ingest) throws IOException {
    this.database = database;
    // every parameter occurs once and in order
    this.ingest = Files.readString(ingest, StandardCharsets.UTF_8).replaceAll("\\$\\d+::", "?::");
  }

  /** How many were new: 0 or 1. */
  public int ingest(Source source, String webhookId, byte[] body, Event event) {
    Integer accepted = database.query(
        ingest,
        statement -> bind(statement, source, webhookId, body, event),
        rows -> rows.next() ? rows.getInt(1) : 0);
    return accepted == null ? 0 : accepted;
  }

  private static void bind(
      PreparedStatement statement, Source source, String webhookId, byte[] body, Event event)
      throws SQLException {
    var id = event.id() == null ? webhookId : event.id();
    var conversation = event.conversation();
    var customer = event.customer();
    var assignee = event.assignee();
    var message = event.isMessage() ? event.message() : null;
    statement.setInt(1, source.workspace());
    statement.setInt(2, source.source());
    statement.setString(3, id);
    statement.setBytes(4, body);
    statement.setObject(5, event.at());
    statement.setString(6, conversation.ref());
    statement.setString(7, name(conversation.channel()));
    statement.setString(8, conversation.subject());
    statement.setString(
        9, conversation.tags() == null ? null : String.join("\n", conversation.tags()));
    statement.setString(10, conversation.locale());
    statement.setString(11, customer == null ? null : customer.ref());
    statement.setString(12, customer == null ? null : customer.email());
    statement.setString(13, customer == null ? null : customer.name());
    statement.setString(14, assignee == null ? null : assignee.ref());
    statement.setString(15, assignee == null ? null : assignee.name());
    statement.setString(16, assignee == null ? null : assignee.email());
    statement.setString(17, event.state());
    statement.setString(18, message == null ? null : message.ref() == null ? id : message.ref());
    statement.setString(19, message == null ? null : name(message.direction()));
    statement.setString(20, message == null ? null : name(message.author()));
  }

  private static String name(Enum<?> value) {
    return value == null ? null : value.name();
  }
}

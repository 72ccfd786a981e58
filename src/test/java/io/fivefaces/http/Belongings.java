package io.fivefaces.http;

import io.fivefaces.support.Cast;
import io.fivefaces.support.Contract.Operation;
import io.fivefaces.support.TestApp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A workspace that has its people, and one of each thing that a path of the API can name. */
final class Belongings {

  private static final Pattern THING = Pattern.compile("([a-z-]+)/\\{([a-z_]+)}");

  private final TestApp app;
  private final String workspace;
  private final Cast people;
  /** Ids by the word that stands before them in a path. */
  private final Map<String, String> ids = new HashMap<>();

  /** Makes them: by the API what it makes, else straight in the tables. */
  Belongings(TestApp app) {
    this.app = app;
    var shop = app.newSource(app.newAskingWorkspace());
    workspace = shop.workspace();
    people = new Cast(app.database(), workspace);
    var link = MailedLinks.ask(app, shop, "of-others");
    app.request("POST", link, "score=2", "content-type", "application/x-www-form-urlencoded");
    app.api("POST", below("suppressions"), Map.of("email", "gone@customer.test"));

    ids.put("sources", app.newSource(workspace, "slack").id());
    ids.put("conversations", "of-others");
    ids.put("suppressions", "gone@customer.test");
    ids.put("suspected", first("suspected"));
    ids.put("mailbox", first("mailbox"));
    ids.put("members", row("select max(account_id) from members where workspace_id = %s"));
    ids.put("api-keys", row("select min(key_id) from api_keys where workspace_id = %s"));
    ids.put("invitations", row("""
        insert into invitations (workspace_id, email, role, token_hash, invited_by, expires_at)
        values (%s, 'new@us.test', 'agent', '\\x00', 'a test', moment() + interval '1 day')
        returning invitation_id
        """));
    ids.put("sessions", row("""
        with stranger as (
          insert into accounts (email) values ('stranger-%s@us.test') returning account_id)
        insert into sessions (token_hash, account_id, expires_at)
        select sha256(account_id::text::bytea), account_id, moment() + interval '1 hour' from stranger
        returning session_id
        """));
    ids.put("webhooks", row("""
        insert into webhook_endpoints (workspace_id, url, events, secret)
        values (%s, 'https://hooks.us.test/', '{survey.sent}', '\\x00') returning endpoint_id
        """));
    row("""
        insert into webhook_events (workspace_id, event_id, type, payload)
        values (%s, 'evt_1', 'survey.sent', '{}') returning event_id
        """);
    ids.put("deliveries", row("""
        insert into webhook_deliveries (workspace_id, endpoint_id, event_id, state, settled_at)
        select workspace_id, endpoint_id, 'evt_1', 'delivered', moment() from webhook_endpoints
        where workspace_id = %s returning delivery_id
        """));
    app.until(
        "every day is counted",
        () -> app.database().count("select count(*) from stale_days"),
        count -> count == 0);
  }

  String workspace() {
    return workspace;
  }

  Cast people() {
    return people;
  }

  /** An operation's path in this workspace or another, with the ids of the things here; empty where a thing is unknown. */
  Optional<String> path(Operation operation, String inWorkspace) {
    var names = THING.matcher(operation.path().replace("{ws}", inWorkspace));
    return names.results().allMatch(found -> ids.containsKey(found.group(1)))
        ? Optional.of(
            names.reset().replaceAll(found -> found.group(1) + "/" + ids.get(found.group(1))))
        : Optional.empty();
  }

  private String below(String list) {
    return "/api/workspaces/" + workspace + "/" + list;
  }

  private String first(String list) {
    return app.api("GET", below(list)).json().at("/items/0/id").asText();
  }

  private String row(String sql) {
    return app.database().value(sql.formatted(workspace));
  }
}

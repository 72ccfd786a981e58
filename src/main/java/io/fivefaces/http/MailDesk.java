package io.fivefaces.http;

import io.fivefaces.channel.Letterhead;
import io.fivefaces.channel.Postman;
import io.fivefaces.store.AuditTrail;
import io.fivefaces.store.DkimKeys;
import io.fivefaces.store.Unsubscriptions;

/**
 * What the routes of mail are made of.
 *
 * @param tests how many test mails a workspace may send
 */
public record MailDesk(
    Letterhead letterhead,
    Postman postman,
    DkimKeys dkimKeys,
    Unsubscriptions unsubscriptions,
    AuditTrail audit,
    Throttle tests) {}

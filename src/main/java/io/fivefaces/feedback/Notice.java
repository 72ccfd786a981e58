package io.fivefaces.feedback;

import io.fivefaces.domain.MailReport;
import java.util.List;

/**
 * What one webhook tells.
 *
 * @param token what makes this webhook good only once, or null where its signature covers all it says
 */
public record Notice(String token, List<MailReport> reports) {

  /** One that tells nothing that we need. */
  static final Notice NOTHING = new Notice(null, List.of());

  static Notice of(List<MailReport> reports) {
    return new Notice(null, reports);
  }
}

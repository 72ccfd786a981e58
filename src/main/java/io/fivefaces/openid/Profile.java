package io.fivefaces.openid;

import io.fivefaces.domain.EmailAddress;
import java.util.Optional;

/**
 * Who signed in, as the provider says.
 *
 * @param subject whom the provider means, whatever becomes of name and address; no other provider has the same
 * @param email their address, if the provider has verified it
 * @param name may be empty
 */
public record Profile(String subject, Optional<EmailAddress> email, String name) {}

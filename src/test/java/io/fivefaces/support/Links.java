package io.fivefaces.support;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The survey's link in a mail as a relay took it. */
public final class Links {

  private static final Pattern LINK = Pattern.compile("(http://\\S+/s/\\S+)\\?score=5");

  private Links() {}

  /** The link of a mail in its raw form. */
  public static String of(String mail) throws MessagingException, IOException {
    var message =
        new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    var text =
        ((MimeMultipart) message.getContent()).getBodyPart(0).getContent().toString();
    var match = LINK.matcher(text);
    if (!match.find()) {
      throw new IllegalStateException("no link in " + mail);
    }
    return match.group(1);
  }
}

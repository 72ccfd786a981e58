package io.fivefaces.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Verifies a signed mail as a receiver does who knows only RFC 6376, the bytes that came, and the DNS. */
public final class DkimCheck {

  private record Field(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }

    String relaxed() {
      return name.toLowerCase(Locale.ROOT).strip() + ":"
          + value.replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
    }
  }

  private final List<Field> fields = new ArrayList<>();
  private final String body;
  private final Field signature;
  private final Map<String, String> tags;

  private DkimCheck(String mail) {
    int end = mail.indexOf("\r\n\r\n");
    for (var line : mail.substring(0, end).split("\r\n(?![ \t])")) {
      fields.add(
          new Field(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
    }
    body = mail.substring(end + 4);
    signature = fields.stream()
        .filter(field -> field.is("DKIM-Signature"))
        .findFirst()
        .orElse(new Field("DKIM-Signature", "v=0"));
    tags = Arrays.stream(signature.value().replaceAll("\\s", "").split(";"))
        .map(tag -> tag.split("=", 2))
        .collect(Collectors.toMap(tag -> tag[0], tag -> tag[1]));
  }

  /** The check of a mail with its headers, its lines ended by CRLF. */
  public static DkimCheck of(String mail) {
    return new DkimCheck(mail);
  }

  public boolean isSigned() {
    return tags.get("v").equals("1");
  }

  /** A tag of the signature, such as {@code d} for the domain; null where there is none. */
  public String tag(String name) {
    return tags.get(name);
  }

  /** Whether signature and body hash fit what came, by the record that the DNS has under the signature's name. */
  public boolean passes(Map<String, String> dns) throws GeneralSecurityException {
    var record = dns.get(tag("s") + "._domainkey." + tag("d"));
    if (record == null || !tag("a").equals("rsa-sha256") || !tag("c").equals("relaxed/relaxed")) {
      return false;
    }
    var hash = MessageDigest.getInstance("SHA-256").digest(bytes(relaxedBody()));
    if (!Base64.getEncoder().encodeToString(hash).equals(tag("bh"))) {
      return false;
    }
    var verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(KeyFactory.getInstance("RSA")
        .generatePublic(
            new X509EncodedKeySpec(Base64.getDecoder().decode(record.replaceAll(".*p=", "")))));
    verifier.update(bytes(signedText()));
    return verifier.verify(Base64.getDecoder().decode(tag("b")));
  }

  /** The named headers, of several of a name the last first, then the signature without what it says. */
  private String signedText() {
    var left = new ArrayList<>(fields);
    var text = new StringBuilder();
    for (var name : tag("h").split(":")) {
      for (int i = left.size() - 1; i >= 0; i--) {
        if (left.get(i).is(name)) {
          text.append(left.remove(i).relaxed()).append("\r\n");
          break;
        }
      }
    }
    var unsaid = signature.value().replaceFirst("(;\\s*b\\s*=)[^;]*", "$1");
    return text + new Field(signature.name(), unsaid).relaxed();
  }

  private String relaxedBody() {
    var lines = Arrays.stream(body.split("\r\n", -1))
        .map(line -> line.replaceAll("[ \t]+", " ").replaceAll(" $", ""))
        .collect(Collectors.joining("\r\n"));
    return lines.replaceFirst("(\r\n)*$", "") + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

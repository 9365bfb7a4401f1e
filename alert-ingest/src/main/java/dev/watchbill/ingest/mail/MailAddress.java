package dev.watchbill.ingest.mail;

/** An address mails come to. Its local part, or what stands behind the last plus, is the key. */
final class MailAddress {
  private MailAddress() {}

  /** The secret in an address; never empty where it is one. */
  static String secret(String address) {
    var bare = address.strip().replaceAll("^<|>$", "");
    var at = bare.lastIndexOf('@');
    var local = at < 0 ? bare : bare.substring(0, at);
    return local.substring(local.lastIndexOf('+') + 1);
  }
}

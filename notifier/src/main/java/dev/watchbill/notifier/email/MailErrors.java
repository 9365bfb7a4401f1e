package dev.watchbill.notifier.email;

import dev.watchbill.notifier.delivery.Delivery;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server's refusals mean.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1">reply codes</a>
 */
final class MailErrors {
  private static final Pattern CODE = Pattern.compile("(?:^\\s*|response: )([245]\\d\\d)\\b");

  private MailErrors() {}

  static Delivery of(MessagingException problem) {
    var code = code(problem);
    if (problem instanceof AuthenticationFailedException && code / 100 != 4) {
      return Delivery.refusesUs(
          "the mail server refuses our password%s (check WATCHBILL_SMTP_URL)"
              .formatted(code == 0 ? "" : " with " + code));
    }
    if (problem instanceof AddressException) {
      return Delivery.refused("the address is none that mail can be sent to");
    }
    if (causedBy(problem, SSLHandshakeException.class)
        || String.valueOf(problem.getMessage()).contains("STARTTLS is required")) {
      return Delivery.refusesUs(
          "no trusted TLS with the mail server (check WATCHBILL_SMTP_URL and WATCHBILL_SMTP_CA)");
    }
    if (code == 530) {
      return Delivery.refusesUs(
          "the mail server refused with 530: it wants a password (check WATCHBILL_SMTP_URL)");
    }
    if (code / 100 == 5 && isOfSender(problem)) {
      return Delivery.refusesUs(
          "the mail server refused with %d: not from this sender (check WATCHBILL_SMTP_FROM)"
              .formatted(code));
    }
    return switch (code / 100) {
      case 5 -> Delivery.refused("the mail server refused with " + code);
      case 4 -> Delivery.retryable("the mail server asks to try later, with " + code);
      default ->
          Delivery.retryable(
              "the mail server could not be reached: " + root(problem).getClass().getSimpleName());
    };
  }

  private static boolean isOfSender(MessagingException problem) {
    for (Exception at = problem;
        at instanceof MessagingException mail;
        at = mail.getNextException()) {
      if (at instanceof SMTPSenderFailedException) {
        return true;
      }
    }
    return false;
  }

  /** 0: the server said nothing. */
  private static int code(MessagingException problem) {
    for (Exception at = problem;
        at instanceof MessagingException mail;
        at = mail.getNextException()) {
      var code =
          switch (mail) {
            case SMTPAddressFailedException failed -> failed.getReturnCode();
            case SMTPSenderFailedException failed -> failed.getReturnCode();
            case SMTPSendFailedException failed -> failed.getReturnCode();
            default -> ofText(Objects.requireNonNullElse(mail.getMessage(), ""));
          };
      if (code >= 400) {
        return code;
      }
    }
    return 0;
  }

  private static int ofText(String message) {
    var matcher = CODE.matcher(message);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static boolean causedBy(Throwable problem, Class<? extends Throwable> kind) {
    for (var at = problem; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable problem) {
    var cause = problem.getCause();
    return cause == null ? problem : root(cause);
  }
}

/** Pages and notices by e-mail, over one SMTP server. */
@NullMarked
package dev.watchbill.notifier.email;

import org.jspecify.annotations.NullMarked;

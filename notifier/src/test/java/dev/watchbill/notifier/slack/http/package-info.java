@NullMarked
package dev.watchbill.notifier.slack.http;

import org.jspecify.annotations.NullMarked;

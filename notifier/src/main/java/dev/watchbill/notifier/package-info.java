/** The notifier: takes pages and assignments to people, and their answers back. */
@NullMarked
package dev.watchbill.notifier;

import org.jspecify.annotations.NullMarked;

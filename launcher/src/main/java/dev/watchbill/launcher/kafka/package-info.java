/** What the launcher itself does with topics: makes them, lets the first person in, shows them. */
@NullMarked
package dev.watchbill.launcher.kafka;

import org.jspecify.annotations.NullMarked;

/** A small schema registry inside this process, with Confluent's REST API. */
@NullMarked
package dev.watchbill.launcher.registry;

import org.jspecify.annotations.NullMarked;

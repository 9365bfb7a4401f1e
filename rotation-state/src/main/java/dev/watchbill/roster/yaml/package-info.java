/** Reads roster files: YAML in, a {@code Roster} and every problem with its place out. */
@NullMarked
package dev.watchbill.roster.yaml;

import org.jspecify.annotations.NullMarked;

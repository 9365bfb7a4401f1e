/** How roster files are read. */
@NullMarked
package dev.watchbill.roster.yaml;

import org.jspecify.annotations.NullMarked;

/** Who may what. */
@NullMarked
package dev.watchbill.console.auth;

import org.jspecify.annotations.NullMarked;

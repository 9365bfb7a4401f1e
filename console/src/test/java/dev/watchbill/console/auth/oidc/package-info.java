@NullMarked
package dev.watchbill.console.auth.oidc;

import org.jspecify.annotations.NullMarked;

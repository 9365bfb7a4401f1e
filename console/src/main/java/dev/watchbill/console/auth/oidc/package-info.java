/** Whom an identity provider vouches for (OpenID Connect), and what that lets them do. */
@NullMarked
package dev.watchbill.console.auth.oidc;

import org.jspecify.annotations.NullMarked;

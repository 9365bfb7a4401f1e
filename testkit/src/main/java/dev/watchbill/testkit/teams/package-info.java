/** Microsoft Teams, as far as tests need it: what it refuses, and what it signs. */
@NullMarked
package dev.watchbill.testkit.teams;

import org.jspecify.annotations.NullMarked;

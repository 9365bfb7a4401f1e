/** What PagerDuty's API answers, and what it is here. */
@NullMarked
package dev.watchbill.launcher.moving.pagerduty;

import org.jspecify.annotations.NullMarked;

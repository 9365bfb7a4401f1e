/** What the API of Grafana OnCall answers, and what it is here. */
@NullMarked
package dev.watchbill.launcher.moving.oncall;

import org.jspecify.annotations.NullMarked;

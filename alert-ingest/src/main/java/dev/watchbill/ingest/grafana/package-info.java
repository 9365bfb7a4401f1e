/** What Grafana's alerting sends. */
@NullMarked
package dev.watchbill.ingest.grafana;

import org.jspecify.annotations.NullMarked;

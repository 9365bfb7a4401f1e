/** What Prometheus, Alertmanager and their family send. */
@NullMarked
package dev.watchbill.ingest.alertmanager;

import org.jspecify.annotations.NullMarked;

/** What would have happened: alerts replayed through a roster on a virtual clock. */
@NullMarked
package dev.watchbill.launcher.simulate;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.watchbill.planner.kafka;

import org.jspecify.annotations.NullMarked;

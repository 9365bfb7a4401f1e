@NullMarked
package dev.watchbill.planner.files;

import org.jspecify.annotations.NullMarked;

@org.jspecify.annotations.NullUnmarked
package dev.watchbill.escalation.watch.http;

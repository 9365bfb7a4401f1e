@org.jspecify.annotations.NullMarked
package dev.watchbill.notifier.teams.http;

@org.jspecify.annotations.NullMarked
package dev.watchbill.notifier.mattermost;

package dev.watchbill.console.pages;

import dev.watchbill.console.api.Rules;
import dev.watchbill.console.api.SettingsItem;

/** How the viewer is reached. */
public record MyContactsView(SettingsItem settings) {
  /** Rules as they are typed. */
  public static String rules(SettingsItem.Notify notify) {
    return Rules.text(notify.rules());
  }

  /** Quiet hours as they are typed. */
  public String quiet() {
    return Rules.hoursText(settings.doNotDisturb().hours());
  }
}

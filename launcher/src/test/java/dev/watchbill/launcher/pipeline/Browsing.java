package dev.watchbill.launcher.pipeline;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, without a window. */
record Browsing(Playwright playwright, Browser browser) implements AutoCloseable {
  static final String CHROMIUM = "chromium";

  static Browsing start() {
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browsing(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin", CHROMIUM))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            // Of its own fields, such as those of dates; a page's context has one,
                            // too.
                            "--lang=en-GB",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run"))));
  }

  @Override
  public void close() {
    playwright.close();
  }
}

package org.vigie.gateway.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Chromium, started once for a class of tests. Its sound can be heard by the page, and is refused until a key
 * is pressed, as everywhere where nobody has configured it. One thread.
 */
public final class Chromium implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MS = 60_000;

    /** As if this tab had been watching before a reload: no start screen. USER is replaced. */
    private static final String WATCHING = """
            sessionStorage.setItem('vigie.watch', JSON.stringify(
              { user: 'USER', heard: true, testedAt: Date.now() + 3600000, wall: Date.now() }));
            """;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; without a Chromium the calling tests are skipped with the reason. */
    public static Chromium start() {
        Assumptions.assumeTrue(
                Files.isExecutable(BINARY), "no /usr/bin/chromium: apt-get install chromium for these tests");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(BINARY)
                        .setIgnoreDefaultArgs(List.of("--mute-audio"))
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--no-first-run")));
        return new Chromium(playwright, browser);
    }

    /** A profile of its own with windows of 1920 x 1080; each script runs before those of the page. */
    public BrowserContext profile(String... scripts) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1920, 1080).setLocale("en-GB"));
        context.setDefaultTimeout(PATIENCE_MS);
        for (String script : scripts) {
            context.addInitScript(script);
        }
        return context;
    }

    /** A profile in which this person was watching already. */
    public BrowserContext watching(String user, String... scripts) {
        BrowserContext context = profile(scripts);
        context.addInitScript(WATCHING.replace("USER", user));
        return context;
    }

    /** A window on the central station, live. No key has been pressed in it. */
    public static Page window(BrowserContext profile, URI station) {
        Page page = profile.newPage();
        page.navigate(station.resolve("/?lang=en").toString());
        page.locator(".l-ok").first().waitFor();
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

package org.vigie.dashboard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Debian's Chromium, started once for a class of tests; every page has a fresh profile. */
final class Chromium implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/bin/chromium");

    /** Runs before any script of the page: counts what the content security policy forbade. */
    private static final String COUNT_VIOLATIONS = """
            window.violations = [];
            document.addEventListener('securitypolicyviolation', (e) => {
              window.violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`);
            });
            """;

    /** As if this tab had been watching before a reload: no start screen, and no gesture yet. */
    static final String WATCHING = """
            sessionStorage.setItem('vigie.watch', JSON.stringify(
              { user: 'AB', heard: true, testedAt: Date.now() + 3600000, wall: Date.now() }));
            """;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; without a Chromium the calling tests are skipped with the reason. */
    static Chromium start(String... more) {
        Assumptions.assumeTrue(
                Files.isExecutable(BINARY),
                "no /usr/bin/chromium: browser tests are skipped (apt-get install chromium)");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run"));
        arguments.addAll(List.of(more));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(BINARY)
                        .setIgnoreDefaultArgs(List.of("--mute-audio"))
                        .setArgs(arguments));
        return new Chromium(playwright, browser);
    }

    /** A page of its own at 1920 x 1080, empty. */
    Page page(String... scripts) {
        return context(scripts).newPage();
    }

    /** Windows of one browser at 1920 x 1080. */
    BrowserContext context(String... scripts) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1920, 1080).setLocale("en-GB"));
        context.addInitScript(COUNT_VIOLATIONS);
        for (String script : scripts) {
            context.addInitScript(script);
        }
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

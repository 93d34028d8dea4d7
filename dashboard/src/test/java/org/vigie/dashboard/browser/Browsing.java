package org.vigie.dashboard.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import org.vigie.dashboard.wire.WardView;

/** What the browser tests share: a gateway, a page on it, and waiting for what is on the screen. */
final class Browsing implements AutoCloseable {
    /** For the loaded machine of a test run; what is waited for takes far less. */
    private static final double PATIENCE_MS = 60_000;

    final FakeGateway gateway;
    final Page page;

    /** Opens the page; the start screen is answered already when {@link Chromium#WATCHING} is among the scripts. */
    Browsing(Chromium chromium, WardView ward, String query, String... scripts) {
        gateway = new FakeGateway(ward);
        page = chromium.page(scripts);
        page.setDefaultTimeout(PATIENCE_MS);
        page.navigate(gateway.url("/" + query));
        shown(".l-ok");
    }

    static Browsing watching(Chromium chromium, WardView ward) {
        return new Browsing(chromium, ward, "?lang=en", Chromium.WATCHING);
    }

    Locator at(String selector) {
        return page.locator(selector);
    }

    void shown(String selector) {
        page.locator(selector).first().waitFor();
    }

    void gone(String selector) {
        page.locator(selector).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    /** Waits until the element says this. */
    void says(String selector, String text) {
        page.locator(selector)
                .filter(new Locator.FilterOptions().setHasText(text))
                .first()
                .waitFor();
    }

    /** Does something in the page in the very frame in which the element says this: before a key pressed here comes. */
    void asSoonAs(String selector, String text, String act) {
        page.waitForFunction(
                "([selector, text]) => { if (!document.querySelector(selector)?.textContent.includes(text)) return false; "
                        + act + "; return true; }",
                List.of(selector, text));
    }

    /** What a script finds wrong on the screen. A loaded machine may still be laying out: what stays is a fault. */
    Object stays(String script) {
        Object found = page.evaluate(script);
        for (int i = 0; i < 20 && !found.equals(List.of()); i++) {
            pass(500);
            found = page.evaluate(script);
        }
        return found;
    }

    String text(String selector) {
        return String.valueOf(page.locator(selector).first().textContent());
    }

    /** Lets time pass on the page: for rules that are about time, such as dead keys. */
    void pass(int milliseconds) {
        double start = ((Number) page.evaluate("performance.now()")).doubleValue();
        page.waitForFunction("([t, ms]) => performance.now() - t > ms", List.of(start, milliseconds));
    }

    /** What the content security policy forbade on this page. */
    List<?> violations() {
        return (List<?>) page.evaluate("window.violations");
    }

    /** What breaks a rule of accessibility on the whole page, by axe-core. */
    List<String> inaccessible() {
        return broken(new AxeBuilder(page));
    }

    /** What breaks one in this part: a panel over tiles that have their own test is a fifth of the page's work. */
    List<String> inaccessible(String part) {
        return broken(new AxeBuilder(page).include(part));
    }

    /** In the page itself: it has no frames, and a second page that only carries results over costs as much again. */
    private static List<String> broken(AxeBuilder rules) {
        AxeRunOptions violations = new AxeRunOptions();
        violations.setResultTypes(List.of("violations"));
        return rules.setLegacyMode(true).options(violations).analyze().getViolations().stream()
                .map(rule -> rule.getId() + " "
                        + rule.getNodes().stream()
                                .map(CheckedNode::getHtml)
                                .limit(3)
                                .toList())
                .toList();
    }

    @Override
    public void close() {
        page.context().close();
        gateway.close();
    }
}

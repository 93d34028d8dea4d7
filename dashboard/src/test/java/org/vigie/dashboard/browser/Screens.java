package org.vigie.dashboard.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.vigie.dashboard.wire.WardView;

/**
 * Takes pictures of the central station, to be looked at by people: {@code Screens FOLDER [scene...]}. Not a test: a
 * picture that nobody looks at proves nothing.
 */
final class Screens {
    private Screens() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        List<String> only = List.of(arguments).subList(1, arguments.length);
        try (Chromium chromium = Chromium.start("--autoplay-policy=no-user-gesture-required")) {
            for (int beds : new int[] {8, 16, 32, 64}) {
                for (String language : List.of("fr", "en")) {
                    grid(chromium, folder, only, "night", Scenes.night(beds, "live"), beds, language);
                    grid(chromium, folder, only, "longest", Scenes.longest(beds), beds, language);
                }
            }
            grid(chromium, folder, only, "demo", Scenes.night(16, "demo"), 16, "en");
            grid(chromium, folder, only, "demo", Scenes.night(16, "demo"), 16, "fr");
            grid(chromium, folder, only, "plain", Wards.plain(16), 16, "fr");
            for (int beds : List.of(8, 16, 32, 64)) {
                for (String language : List.of("fr", "en")) {
                    waves(chromium, folder, only, Scenes.night(beds, "live"), beds, language);
                }
            }
            panels(chromium, folder, only);
            lookBack(chromium, folder, only);
            care(chromium, folder, only);
            review(chromium, folder, only);
        }
    }

    private static void grid(
            Chromium chromium, Path folder, List<String> only, String scene, WardView ward, int beds, String language) {
        String name = scene + "-" + beds + "-" + language;
        if (!only.isEmpty() && only.stream().noneMatch(name::startsWith)) {
            return;
        }
        try (FakeGateway gateway = new FakeGateway(ward)) {
            Page page = chromium.page(Chromium.WATCHING);
            page.navigate(gateway.url("/?lang=" + language));
            page.locator(".l-ok").waitFor();
            shot(page, folder, name);
            page.context().close();
        }
    }

    private static void waves(
            Chromium chromium, Path folder, List<String> only, WardView ward, int beds, String language) {
        String name = "waves-" + beds + "-" + language;
        if (!only.isEmpty() && only.stream().noneMatch(name::startsWith)) {
            return;
        }
        try (FakeGateway gateway = new FakeGateway(ward);
                Curves curves = Curves.unit(gateway, beds)) {
            Page page = chromium.page(Chromium.WATCHING);
            page.navigate(gateway.url("/?lang=" + language));
            page.locator(".l-ok").waitFor();
            curves.run();
            page.waitForTimeout(7_000);
            shot(page, folder, name);
            page.context().close();
        }
    }

    private static void panels(Chromium chromium, Path folder, List<String> only) {
        if (!only.isEmpty() && !only.contains("panels")) {
            return;
        }
        for (String language : List.of("fr", "en")) {
            try (FakeGateway gateway = new FakeGateway(Scenes.night(16, "live"))) {
                Page start = chromium.page();
                start.navigate(gateway.url("/?lang=" + language));
                start.locator(".l-ok").waitFor();
                shot(start, folder, "start-" + language);
                start.locator("#initials").fill("ab");
                start.locator(".go").click();
                shot(start, folder, "start-question-" + language);
                start.locator(".no").click();
                shot(start, folder, "start-silent-" + language);
                start.context().close();
                Page page = chromium.page(Chromium.WATCHING);
                page.navigate(gateway.url("/?lang=" + language));
                page.locator(".l-ok").waitFor();
                page.keyboard().press("l");
                shot(page, folder, "list-" + language);
                page.keyboard().press("l");
                page.locator("[data-bed=R07]").click();
                shot(page, folder, "detail-" + language);
                page.keyboard().press("Escape");
                page.keyboard().press("F1");
                shot(page, folder, "help-" + language);
                page.keyboard().press("Escape");
                gateway.ticking(false);
                page.locator("#lost").waitFor();
                shot(page, folder, "lost-" + language);
                page.context().close();
            }
        }
    }

    private static void lookBack(Chromium chromium, Path folder, List<String> only) {
        if (!only.isEmpty() && !only.contains("lookback")) {
            return;
        }
        for (String language : List.of("fr", "en")) {
            try (FakeGateway gateway = new FakeGateway(Scenes.night(16, "live"))) {
                Past.tell(gateway);
                Page page = chromium.page(Chromium.WATCHING);
                page.navigate(gateway.url("/?lang=" + language));
                page.locator(".l-ok").waitFor();
                page.keyboard().press("ArrowRight");
                page.keyboard().press("t");
                page.locator(".plane canvas").first().waitFor();
                shot(page, folder, "trends-" + language);
                page.setViewportSize(1366, 768);
                shot(page, folder, "trends-1366-" + language);
                page.keyboard().press("e");
                page.locator("#lookback td").first().waitFor();
                shot(page, folder, "log-1366-" + language);
                page.setViewportSize(1920, 1080);
                shot(page, folder, "log-" + language);
                page.context().close();
            }
        }
    }

    /** Report of a shift, a moment, displays and night; then a drill. */
    private static void review(Chromium chromium, Path folder, List<String> only) {
        if (!only.isEmpty() && !only.contains("review")) {
            return;
        }
        for (String language : List.of("fr", "en")) {
            for (String mode : List.of("live", "drill")) {
                try (FakeGateway gateway = new FakeGateway(Scenes.night(16, mode))) {
                    Review.tell(gateway, 16);
                    Page page = chromium.page(Chromium.WATCHING);
                    page.navigate(gateway.url("/?lang=" + language));
                    page.locator(".l-ok").waitFor();
                    String name = mode + "-" + language;
                    page.keyboard().press("r");
                    page.locator("#lookback td").first().waitFor();
                    shot(page, folder, "report-" + name);
                    page.keyboard().press("Escape");
                    shot(page, folder, "grid-" + name);
                    page.keyboard().press("e");
                    page.locator("#lookback .when").first().click();
                    page.locator("#lookback .strip canvas").first().waitFor();
                    shot(page, folder, "event-" + name);
                    page.keyboard().press("d");
                    shot(page, folder, "displays-" + name);
                    page.keyboard().press("Escape");
                    page.locator("#bar .sound").click();
                    shot(page, folder, "start-" + name);
                    page.context().close();
                }
            }
            night(chromium, folder, language);
        }
    }

    /** A quiet unit with the night setting. */
    private static void night(Chromium chromium, Path folder, String language) {
        try (FakeGateway gateway = new FakeGateway(Wards.plain(16))) {
            Page page = chromium.page(Chromium.WATCHING);
            page.navigate(gateway.url("/?lang=" + language));
            page.locator(".l-ok").waitFor();
            page.keyboard().press("w");
            page.locator("#night").selectOption("on");
            shot(page, folder, "night-set-" + language);
            page.keyboard().press("Escape");
            shot(page, folder, "night-" + language);
            page.context().close();
        }
    }

    /** Watch and admission, in a unit in which some beds are watched by nobody. */
    private static void care(Chromium chromium, Path folder, List<String> only) {
        if (!only.isEmpty() && !only.contains("care")) {
            return;
        }
        WardView ward = Wards.with(
                Wards.with(
                        Scenes.night(16, "live"),
                        Wards.cared(Wards.bed(3), null, "list"),
                        Wards.cared(Wards.bed(12), null, "hand"),
                        Wards.cared(Wards.bed(16), "CD", "monitor")),
                List.of(new WardView.Person("AB", "Anne Berger", false), new WardView.Person("CD", "Carl Diaz", true)));
        for (String language : List.of("fr", "en")) {
            try (FakeGateway gateway = new FakeGateway(ward)) {
                Page page = chromium.page(Chromium.WATCHING);
                page.navigate(gateway.url("/?lang=" + language));
                page.locator("#bar .watching.nobody").waitFor();
                shot(page, folder, "unwatched-" + language);
                page.keyboard().press("w");
                shot(page, folder, "watch-" + language);
                page.keyboard().press("Escape");
                page.keyboard().press("i");
                shot(page, folder, "admission-" + language);
                page.context().close();
            }
        }
    }

    private static void shot(Page page, Path folder, String name) {
        page.waitForTimeout(300);
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }
}

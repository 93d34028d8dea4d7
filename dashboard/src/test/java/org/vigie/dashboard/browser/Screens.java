package org.vigie.dashboard.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vigie.dashboard.wire.AboutView;
import org.vigie.dashboard.wire.LiveMessage;
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
            shift(chromium, folder, only);
            rare(chromium, folder, only);
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
                start.locator("#start .go").click();
                shot(start, folder, "start-question-" + language);
                start.locator("#start .no").click();
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

    /**
     * What a shift meets: a time nobody vouches for, an alarm nobody answers, a printer without paper, a dark screen.
     */
    private static void shift(Chromium chromium, Path folder, List<String> only) {
        if (!only.isEmpty() && !only.contains("shift")) {
            return;
        }
        WardView unit = Wards.with(
                Scenes.night(16, "live"),
                Wards.bed(
                        7,
                        "live",
                        Wards.values(7),
                        List.of(Wards.escalated(Wards.limit("7a", "high", Wards.SPO2, "78", "88", false), 3)),
                        List.of()));
        for (String language : List.of("fr", "en")) {
            try (FakeGateway gateway = new FakeGateway(unit)) {
                gateway.clock(new LiveMessage.Clock("unset", null, null, null));
                gateway.answer(
                        "/api/v1/about",
                        new AboutView(
                                new AboutView.Escalation(List.of(20L, 45L, 90L), List.of(60L, 180L), "medium"),
                                new AboutView.Folder(
                                        "/srv/vigie-paper",
                                        "vigie-20260105-070000.pdf",
                                        "2026-01-05T07:00:00+01:00",
                                        "2026-01-05T08:00:00+01:00",
                                        null),
                                List.of(
                                        new AboutView.Job(
                                                "R01",
                                                false,
                                                "2026-01-05T07:12:00+01:00",
                                                "queued",
                                                "printer usb disabled since Mon -; Out of tray 2; Alerts: media-empty-error",
                                                "paper"),
                                        new AboutView.Job(
                                                "all", true, "2026-01-05T07:01:00+01:00", "done", null, null))));
                Page page = chromium.page();
                page.navigate(gateway.url("/?lang=" + language));
                page.locator(".l-ok").waitFor();
                page.locator("#start #initials").fill("ab");
                page.locator("#start .go").click();
                page.locator("#start .yes").click();
                page.locator("#start .wrong").click();
                shot(page, folder, "clock-" + language);
                page.locator("#start .right").click();
                shot(page, folder, "unanswered-" + language);
                gateway.clock(new LiveMessage.Clock("manual", "AB", "2026-01-05T07:04:00+01:00", null));
                page.keyboard().press("Escape");
                page.keyboard().press("Control+p");
                page.locator("#bar .notice").waitFor();
                shot(page, folder, "print-" + language);
                page.keyboard().press("F1");
                page.locator("#help .setup p").first().waitFor();
                shot(page, folder, "about-" + language);
                page.setViewportSize(1366, 768);
                shot(page, folder, "about-1366-" + language);
                page.context().close();
            }
            flood(chromium, folder, language);
            for (int beds : new int[] {8, 16, 64}) {
                dark(chromium, folder, beds, language);
            }
        }
    }

    /** What a shift meets rarely: alarms of the unit itself, a monitor that came back, names in full and hidden. */
    private static void rare(Chromium chromium, Path folder, List<String> only) {
        if (!only.isEmpty() && !only.contains("rare")) {
            return;
        }
        WardView night = Scenes.night(16, "live");
        List<WardView.Bed> beds = new ArrayList<>(night.beds());
        beds.set(0, Wards.bed(1, "live", Wards.values(1), List.of(), List.of("monitoring-resumed")));
        beds.set(1, Wards.bed(2, "live", Wards.values(2), List.of(), List.of("identity-mismatch")));
        WardView unit = new WardView(
                night.epoch(),
                night.seq(),
                night.serverTime(),
                night.mode(),
                night.bedsReporting(),
                night.bedsTotal(),
                97_000,
                List.of(
                        Wards.ofBeds(
                                Wards.alarm("u1", "high", "technical", "VIGIE_GROUP_LOSS", "beds lost at once"),
                                "R01",
                                "R02",
                                "R03",
                                "R04"),
                        Wards.alarm("u2", "medium", "technical", "VIGIE_OTHER_NETWORK", "default route by eth0"),
                        Wards.alarm("u3", "medium", "technical", "VIGIE_DISPLAY_HIDDEN", "display 2")),
                beds,
                night.unassigned(),
                night.people());
        for (String language : List.of("fr", "en")) {
            try (FakeGateway gateway = new FakeGateway(unit)) {
                Page page = chromium.page(Chromium.WATCHING);
                page.navigate(gateway.url("/?lang=" + language));
                page.locator(".l-ok").waitFor();
                shot(page, folder, "rare-" + language);
                page.keyboard().press("l");
                shot(page, folder, "rare-list-" + language);
                page.keyboard().press("l");
                for (String names : List.of("full", "hidden")) {
                    page.keyboard().press("w");
                    page.locator("#privacy").selectOption(names);
                    page.keyboard().press("Escape");
                    shot(page, folder, "names-" + names + "-" + language);
                }
                page.context().close();
            }
        }
    }

    /** The list in a flood. */
    private static void flood(Chromium chromium, Path folder, String language) {
        List<WardView.Bed> beds = new ArrayList<>(Scenes.night(16, "live").beds());
        for (int n = 2; n <= 13; n++) {
            beds.set(
                    n - 1,
                    Wards.bed(
                            n,
                            "live",
                            Wards.values(n),
                            List.of(Wards.limit("f" + n, "medium", Wards.SPO2, "85", "88", false)),
                            List.of()));
        }
        try (FakeGateway gateway = new FakeGateway(Wards.of(beds))) {
            Page page = chromium.page(Chromium.WATCHING);
            page.navigate(gateway.url("/?lang=" + language));
            page.locator(".l-ok").waitFor();
            page.keyboard().press("l");
            shot(page, folder, "flood-" + language);
            page.context().close();
        }
    }

    /** Dimmed, with everything on that does not end it: medium and low alarms, late, old, absent and lost values. */
    private static void dark(Chromium chromium, Path folder, int beds, String language) {
        List<WardView.Bed> calm = Scenes.night(beds, "live").beds().stream()
                .map(bed -> "high".equals(bed.priority())
                        ? Wards.bed(Integer.parseInt(bed.bed().substring(1)))
                        : bed)
                .toList();
        try (FakeGateway gateway = new FakeGateway(Wards.of(calm))) {
            Page page = chromium.page(Chromium.WATCHING);
            page.navigate(gateway.url("/?lang=" + language));
            page.locator(".l-ok").waitFor();
            shot(page, folder, "bright-" + beds + "-" + language);
            while (page.locator("body.dimmed").count() == 0) {
                page.keyboard().press("n");
            }
            page.waitForTimeout(6_500);
            shot(page, folder, "dimmed-" + beds + "-" + language);
            page.context().close();
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

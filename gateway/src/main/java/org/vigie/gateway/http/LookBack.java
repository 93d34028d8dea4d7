package org.vigie.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.dashboard.wire.EventView;
import org.vigie.dashboard.wire.KeptElsewhere;
import org.vigie.dashboard.wire.ShiftReportView;
import org.vigie.dashboard.wire.TrendsView;
import org.vigie.dashboard.wire.WireJson;
import org.vigie.gateway.drill.DrillBook;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.history.AlarmLogViews;
import org.vigie.gateway.history.AlarmRows;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.MomentReader;
import org.vigie.gateway.history.ShiftReport;
import org.vigie.gateway.history.TopTalkers;
import org.vigie.gateway.history.TrendStore;
import org.vigie.gateway.history.TrendViews;
import org.vigie.gateway.history.UnitPast;
import org.vigie.gateway.paper.AlarmReport;
import org.vigie.gateway.paper.Reports;
import org.vigie.gateway.paper.Sheets;
import org.vigie.gateway.paper.StripTracks;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.model.BedId;
import org.vigie.model.ward.Ward;

/**
 * What is asked about the past. Answers are made on a worker thread, a few at a time; who comes on top is told to come
 * back (503).
 */
public final class LookBack {
    private static final Logger LOG = LoggerFactory.getLogger(LookBack.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String CSV = "text/csv; charset=utf-8; header=present";
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT);
    private static final int MOST_HOURS = 72;
    private static final int MOST_CODES = 64;

    private final History history;
    private final WardFeed feed;
    private final RemoteFeed remote;
    private final Supplier<Clock> clock;
    private final Sheets sheets;
    private final Reports reports;
    private final DrillBook drill;
    private final MomentReader moments;
    private final AlarmReport report;
    private final Elsewhere elsewhere;
    private final AlarmRows alarms;
    private final JoinedPast past;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param past what is known
     * @param feed the ward
     * @param remote beds of other boxes, whose past is kept there
     * @param clock engine time and time of day
     */
    public LookBack(Past past, WardFeed feed, RemoteFeed remote, Supplier<Clock> clock) {
        this.remote = remote;
        this.sheets = past.sheets();
        this.reports = new Reports(past.sheets());
        this.history = past.history();
        this.drill = past.drill();
        this.moments = past.moments();
        this.elsewhere = past.elsewhere();
        this.past = new JoinedPast(past.history(), past.elsewhere(), remote);
        this.alarms = this.past.alarms();
        this.report = past.sheets().alarmReport(alarms);
        this.feed = feed;
        this.clock = clock;
    }

    /**
     * What is known of the past.
     *
     * @param history of this gateway
     * @param drill the script that is played, if one is
     * @param sheets for paper
     * @param moments what was around an alarm
     * @param elsewhere what this box knows of the past of beds of other boxes
     */
    public record Past(History history, DrillBook drill, Sheets sheets, MomentReader moments, Elsewhere elsewhere) {}

    /** Answers that are no success. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient @Nullable KeptElsewhere kept;

        Refused(int status, String why) {
            super(why);
            this.status = status;
            this.kept = null;
        }

        Refused(RemoteFeed.Keeper keeper) {
            super("kept at the box " + keeper.box() + "; ask its own central station about bed " + keeper.bed());
            this.status = 404;
            this.kept = new KeptElsewhere(keeper.box(), keeper.bed());
        }
    }

    /** A body with its type. */
    @SuppressWarnings("ArrayRecordComponent") // made for one answer and handed to the socket
    private record Body(String type, byte[] bytes, Optional<String> fileName) {
        static Body json(Object view) {
            return new Body(JSON, WireJson.write(view).getBytes(StandardCharsets.UTF_8), Optional.empty());
        }

        static Body pdf(byte[] bytes) {
            return new Body("application/pdf", bytes, Optional.empty());
        }
    }

    void mount(Router router) {
        router.get("/api/v1/trends").handler(context -> answer(context, () -> Body.json(trends(context))));
        router.get("/api/v1/trends.pdf")
                .handler(context ->
                        answer(context, () -> Body.pdf(sheets.trend(feed.now().ward(), trends(context), clock.get()))));
        router.get("/api/v1/alarm-log").handler(context -> answer(context, () -> alarmLog(context)));
        router.get("/api/v1/alarm-log.csv").handler(context -> answer(context, () -> alarmFile(context)));
        router.get("/api/v1/alarm-log.pdf").handler(context -> answer(context, () -> alarmPaper(context)));
        router.get("/api/v1/sheets/:name").handler(context -> answer(context, () -> sheet(context)));
        router.get("/api/v1/event.pdf").handler(context -> answer(context, () -> eventPaper(context)));
        router.get("/api/v1/event").handler(context -> answer(context, () -> event(context)));
        router.get("/api/v1/top-talkers").handler(context -> answer(context, () -> topTalkers(context)));
        router.get("/api/v1/shift-report").handler(context -> answer(context, () -> Body.json(shift(context))));
        router.get("/api/v1/shift-report.pdf")
                .handler(context -> answer(context, () -> Body.pdf(reports.shift(shift(context)))));
        router.get("/api/v1/drill-report").handler(context -> answer(context, () -> Body.json(drill())));
        router.get("/api/v1/drill-report.pdf")
                .handler(context -> answer(context, () -> Body.pdf(reports.drill(drill()))));
    }

    private TrendsView trends(RoutingContext context) throws Refused {
        int hours = number(context, "hours", 8, 1, (int) history.limits().keep().toHours());
        Set<String> codes = words(context, "parameters");
        Optional<RemoteFeed.Keeper> keeper = keeper(context);
        Optional<TrendStore> there = keeper.flatMap(of -> elsewhere.trends(of.box()));
        if (keeper.isPresent() && there.isPresent()) {
            BedId known = new BedId(keeper.get().bed());
            return TrendViews.view(there.get(), known, hours, codes, clock.get())
                    .named(String.valueOf(context.request().getParam("bed")));
        }
        BedId bed = bed(context);
        return TrendViews.view(history.trends(), bed, hours, codes, clock.get());
    }

    private Body alarmLog(RoutingContext context) throws Refused {
        Clock now = clock.get();
        int offset = number(context, "offset", 0, 0, history.limits().alarmSteps());
        int most = number(context, "limit", 100, 1, history.limits().pageRows());
        AlarmLogViews.Filter filter = filter(context, now);
        return Body.json(AlarmLogViews.view(alarms, filter, offset, most, now).without(lacking(filter)));
    }

    private Body alarmFile(RoutingContext context) throws Refused {
        Clock now = clock.get();
        AlarmLogViews.Filter filter = filter(context, now);
        String text = AlarmLogViews.csv(alarms, filter, history.limits().exportRows(), lacking(filter), now);
        String name = "vigie-alarms-" + FILE_TIME.format(now.local(now.now())) + ".csv";
        return new Body(CSV, text.getBytes(StandardCharsets.UTF_8), Optional.of(name));
    }

    private Body alarmPaper(RoutingContext context) throws Refused {
        Clock now = clock.get();
        AlarmLogViews.Filter filter = filter(context, now);
        return Body.pdf(report.pdf(filter, lacking(filter), now));
    }

    /** {@code all.pdf}, {@code unit.pdf}, or the name of a bed with {@code .pdf}. */
    private Body sheet(RoutingContext context) throws Refused {
        @Nullable String path = context.pathParam("name");
        if (path == null || !path.endsWith(".pdf")) {
            throw new Refused(404, "no such sheet; ask for BED.pdf, unit.pdf or all.pdf");
        }
        String name = path.substring(0, path.length() - ".pdf".length());
        Ward ward = feed.now().ward();
        Clock now = clock.get();
        Optional<byte[]> pdf = sheets.named(ward, name, now);
        if (pdf.isEmpty()) {
            throw remote.keeper(name)
                    .map(Refused::new)
                    .orElseGet(() -> new Refused(404, "no such bed; ask for BED.pdf, unit.pdf or all.pdf"));
        }
        return Body.pdf(pdf.get());
    }

    /** The same curves on paper, true to scale. */
    private Body eventPaper(RoutingContext context) throws Refused, IOException {
        Clock now = clock.get();
        Instant at = moment(context, now);
        EventView view = event(context, at, now);
        byte[] pdf = sheets.strip().pdf(view.bed(), report.begunAt(view.bed(), at), at, StripTracks.of(view), now);
        return new Body("application/pdf", pdf, Optional.empty());
    }

    private Body event(RoutingContext context) throws Refused, IOException {
        Clock now = clock.get();
        return Body.json(event(context, moment(context, now), now));
    }

    private static Instant moment(RoutingContext context, Clock now) throws Refused {
        @Nullable Instant at = time(context, "at", now);
        if (at == null) {
            throw new Refused(400, "at must be a time such as 2026-03-01T08:00:00Z");
        }
        return at;
    }

    private EventView event(RoutingContext context, Instant at, Clock now) throws Refused, IOException {
        Optional<RemoteFeed.Keeper> keeper = keeper(context);
        Optional<Elsewhere.Stored> stored = keeper.flatMap(of -> elsewhere.stored(of.box()));
        if (keeper.isEmpty() || stored.isEmpty()) {
            return moments.read(feed.now().ward().site(), bed(context), at, now);
        }
        String there = keeper.get().bed();
        return moments.read(stored.get(), new BedId(there), at, now)
                .of(
                        String.valueOf(context.request().getParam("bed")),
                        new KeptElsewhere(keeper.get().box(), there));
    }

    private Body topTalkers(RoutingContext context) throws Refused {
        UnitPast unit = unit();
        return Body.json(
                TopTalkers.view(unit.alarms(), unit.elsewhere(), number(context, "shifts", 2, 1, 6), clock.get()));
    }

    private ShiftReportView shift(RoutingContext context) throws Refused {
        return ShiftReport.view(unit(), number(context, "back", 0, 0, 5), clock.get());
    }

    private DrillReportView drill() throws Refused {
        return drill.report(clock.get()).orElseThrow(() -> new Refused(404, "this is no drill"));
    }

    private UnitPast unit() {
        return past.of(feed.now().ward().beds().keySet());
    }

    /** Boxes of the wanted beds of which not all alarms are here. */
    private List<String> lacking(AlarmLogViews.Filter filter) {
        Set<String> wanted = filter.beds().stream()
                .flatMap(bed -> remote.keeper(bed).stream())
                .map(RemoteFeed.Keeper::box)
                .collect(Collectors.toSet());
        return past.lacking().stream()
                .filter(box -> filter.beds().isEmpty() || wanted.contains(box))
                .toList();
    }

    private AlarmLogViews.Filter filter(RoutingContext context, Clock now) throws Refused {
        Set<String> beds = words(context, "bed");
        for (String bed : beds) {
            // "No alarm fits" would be a lie about a bed whose alarms are written down elsewhere.
            Optional<RemoteFeed.Keeper> keeper = remote.keeper(bed);
            if (keeper.isPresent() && elsewhere.trends(keeper.get().box()).isEmpty()) {
                throw new Refused(keeper.get());
            }
        }
        return new AlarmLogViews.Filter(
                beds,
                words(context, "priority"),
                words(context, "kind"),
                words(context, "step"),
                words(context, "user"),
                context.request().getParam("alarm"),
                from(context, now),
                time(context, "to", now));
    }

    /** {@code from}, or the last {@code hours}. */
    private static @Nullable Instant from(RoutingContext context, Clock now) throws Refused {
        if (context.request().getParam("hours") == null) {
            return time(context, "from", now);
        }
        return now.now().minus(Duration.ofHours(number(context, "hours", 1, 1, MOST_HOURS)));
    }

    private static @Nullable Instant time(RoutingContext context, String name, Clock now) throws Refused {
        @Nullable String text = context.request().getParam(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return now.engine(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException bad) {
            throw new Refused(400, name + " must be a time such as 2026-03-01T08:00:00Z");
        }
    }

    private static Set<String> words(RoutingContext context, String name) {
        @Nullable String text = context.request().getParam(name);
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(",", MOST_CODES + 1))
                        .filter(word -> !word.isBlank())
                        .limit(MOST_CODES)
                        .collect(Collectors.toSet());
    }

    private Optional<RemoteFeed.Keeper> keeper(RoutingContext context) {
        return Optional.ofNullable(context.request().getParam("bed")).flatMap(remote::keeper);
    }

    private BedId bed(RoutingContext context) throws Refused {
        @Nullable String name = context.request().getParam("bed");
        for (BedId bed : feed.now().ward().beds().keySet()) {
            if (bed.value().equals(name)) {
                return bed;
            }
        }
        throw keeper(context).map(Refused::new).orElseGet(() -> new Refused(404, "no such bed; name one with ?bed="));
    }

    private static int number(RoutingContext context, String name, int otherwise, int least, int most) throws Refused {
        @Nullable String text = context.request().getParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new Refused(400, name + " must be a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    private void answer(RoutingContext context, Callable<Body> work) {
        if (underWay.incrementAndGet() > history.limits().answersWaiting()) {
            underWay.decrementAndGet();
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(context, 503, "busy; ask again");
            return;
        }
        Vertx vertx = context.vertx();
        vertx.executeBlocking(work, false).onComplete(done -> {
            underWay.decrementAndGet();
            if (done.succeeded()) {
                send(context, done.result());
            } else if (done.cause() instanceof Refused refused) {
                refused(context, refused);
            } else {
                LOG.error("event=http-error path={}", context.request().path(), done.cause());
                refuse(context, 500, "error");
            }
        });
    }

    private static void send(RoutingContext context, Body body) {
        if (context.response().closed()) {
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, body.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        body.fileName()
                .ifPresent(name ->
                        context.response().putHeader("Content-Disposition", "attachment; filename=\"" + name + "\""));
        context.response().end(Buffer.buffer(body.bytes()));
    }

    private static void refused(RoutingContext context, Refused why) {
        KeptElsewhere kept = why.kept;
        String path = String.valueOf(context.request().path());
        if (kept == null || path.endsWith(".pdf") || path.endsWith(".csv")) {
            refuse(context, why.status, String.valueOf(why.getMessage()));
            return;
        }
        context.response()
                .setStatusCode(why.status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(WireJson.write(kept));
    }

    private static void refuse(RoutingContext context, int status, String why) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(why + "\n");
    }
}

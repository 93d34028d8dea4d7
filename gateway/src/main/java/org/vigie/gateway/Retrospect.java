package org.vigie.gateway;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.drill.DrillBook;
import org.vigie.gateway.fanout.ClockBoard;
import org.vigie.gateway.fanout.RemoteFeed;
import org.vigie.gateway.fanout.WardViews;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.Elsewhere;
import org.vigie.gateway.history.History;
import org.vigie.gateway.history.MomentReader;
import org.vigie.gateway.http.LookBack;
import org.vigie.gateway.ops.BoxWatch;
import org.vigie.gateway.ops.ClockSetter;
import org.vigie.gateway.ops.Version;
import org.vigie.gateway.paper.PaperBed;
import org.vigie.gateway.paper.PaperFolder;
import org.vigie.gateway.paper.PrintDesk;
import org.vigie.gateway.paper.Printer;
import org.vigie.gateway.paper.Reports;
import org.vigie.gateway.paper.Sheets;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.gateway.pipeline.Pipeline;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.alarm.OwnAlarm;
import org.vigie.model.limits.Limits;
import org.vigie.model.ward.Ward;

/** What looks back: trends, alarm log and paper of one gateway. Made before the pipeline starts. Thread-safe. */
final class Retrospect implements AutoCloseable {
    private final History history = new History(Limits.History.DEFAULT);
    private final Pipeline pipeline;
    private final Supplier<Clock> clock;
    private final Sheets sheets;
    private final DrillBook drill = new DrillBook(history);
    private final Optional<PaperFolder> paper;
    private final MomentReader moments;
    private final PrintDesk printing;
    private final BoxWatch watch;
    private volatile Supplier<Optional<Clock.Told>> told = Optional::empty;

    Retrospect(GatewayConfig config, Pipeline pipeline, EngineClock engine, long epoch, MomentReader.Reading reading) {
        this.pipeline = pipeline;
        pipeline.onEffects(history::effects);
        pipeline.onDelivery(history::delivered);
        clock = () -> new Clock(
                engine.now(),
                engine.wallOffset(),
                ZoneId.systemDefault(),
                told.get().orElse(null));
        sheets = new Sheets(
                history,
                new Sheets.Printing(
                        config.site(),
                        config.unit(),
                        "Vigie " + Version.text() + " · start " + epoch,
                        config.language() == GatewayConfig.Language.FR,
                        config.mode().mark()));
        moments = new MomentReader(config.data(), reading, config.keepWaves(), Limits.Review.DEFAULT);
        paper = Optional.ofNullable(config.paper())
                .map(wanted -> new PaperFolder(
                                wanted.folder(), sheets, () -> pipeline.now().ward(), clock)
                        .start(wanted.every()));
        printing = printing(config.paper());
        watch = new BoxWatch(
                OwnAlarm.PAPER,
                () -> paper.flatMap(PaperFolder::problem).or(printing::problem),
                () -> pipeline.now().ward(),
                text -> pipeline.submit(new Input.Box(OwnAlarm.PAPER, text)));
    }

    private PrintDesk printing(GatewayConfig.@Nullable Paper wanted) {
        Supplier<Ward> ward = () -> pipeline.now().ward();
        if (wanted == null || wanted.print().isEmpty()) {
            return new PrintDesk(sheets, Optional.empty(), ward, clock);
        }
        Printer printer = new Printer(
                wanted.print(), Limits.Paper.DEFAULT, () -> clock.get().now());
        PrintDesk desk = new PrintDesk(sheets, Optional.of(printer), ward, clock);
        return wanted.printEvery().isZero() ? desk : desk.every(wanted.printEvery());
    }

    /** Sheets onto paper. */
    PrintDesk printing() {
        return printing;
    }

    /** Sheets by themselves; empty when the site wants none. */
    Optional<PaperFolder> paper() {
        return paper;
    }

    /** Begins to follow the ward, and to read what was before. */
    void start(History.Before before) {
        watch.start();
        history.start(pipeline, before, clock.get().now());
    }

    /** What a person compares before a display trusts the site's authority: it stands on the list of the unit. */
    void authority(String fingerprint) {
        sheets.authority(fingerprint);
    }

    /** Who vouches for the time of day of this box; what a person says against it stands on every sheet. */
    ClockBoard board(GatewayConfig config, Supplier<WardViews.Moment> moment) {
        ClockBoard board = new ClockBoard(ClockBoard.BY_NETWORK, new ClockSetter(config.setClock())::forward);
        told = () -> told(board.now(moment.get()));
        return board;
    }

    private static Optional<Clock.Told> told(LiveMessage.Clock said) {
        @Nullable Long ahead = said.aheadMs();
        @Nullable String by = said.by();
        @Nullable String at = said.at();
        return ahead == null || by == null || at == null
                ? Optional.empty()
                : Optional.of(new Clock.Told(Duration.ofMillis(ahead), by, at));
    }

    /** Answers about the past; of the beds of other boxes as far as this one knows it. */
    LookBack answers(RemoteFeed remote, Elsewhere elsewhere) {
        sheets.others(() -> others(remote, elsewhere));
        return new LookBack(new LookBack.Past(history, drill, sheets, moments, elsewhere), pipeline, remote, clock);
    }

    /** Beds of other boxes of which something is kept here. */
    private static List<PaperBed> others(RemoteFeed remote, Elsewhere elsewhere) {
        List<PaperBed> beds = new ArrayList<>();
        remote.now()
                .beds()
                .forEach((name, bed) -> remote.keeper(name)
                        .ifPresent(keeper -> elsewhere
                                .bed(keeper.box(), keeper.bed(), name)
                                .ifPresent(past -> beds.add(PaperBed.of(bed.view(), keeper.box(), past)))));
        return beds;
    }

    /** The script that is played here, if one is. */
    DrillBook drill() {
        return drill;
    }

    /** The report of the drill as PDF; empty when this is no drill. */
    Optional<byte[]> drillPaper() {
        return drill.report(clock.get()).map(new Reports(sheets)::drill);
    }

    /** Engine time and time of day. */
    Clock now() {
        return clock.get();
    }

    /** Why the last sheets could not be written; empty when they could, or when none are wanted. */
    Optional<String> problem() {
        return watch.problem();
    }

    @Override
    public void close() {
        watch.close();
        paper.ifPresent(PaperFolder::close);
        printing.close();
        history.close();
    }
}

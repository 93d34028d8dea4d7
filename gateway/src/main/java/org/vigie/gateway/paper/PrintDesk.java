package org.vigie.gateway.paper;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.vigie.gateway.history.Clock;
import org.vigie.model.ward.Ward;

/** Sheets onto paper, when a display asks and by the hour. Thread-safe. */
public final class PrintDesk implements AutoCloseable {
    private static final Duration FIRST = Duration.ofMinutes(2);

    private final Sheets sheets;
    private final Optional<Printer> printer;
    private final Supplier<Ward> ward;
    private final Supplier<Clock> clock;
    private final ScheduledExecutorService timing = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "vigie-print-timer");
        thread.setDaemon(true);
        return thread;
    });

    /** @param printer empty when the site has none; closed by this */
    public PrintDesk(Sheets sheets, Optional<Printer> printer, Supplier<Ward> ward, Supplier<Clock> clock) {
        this.sheets = sheets;
        this.printer = printer;
        this.ward = ward;
        this.clock = clock;
    }

    /** Prints everything at every interval, the first time after two minutes. */
    public PrintDesk every(Duration interval) {
        var unused = timing.scheduleAtFixedRate(
                () -> print("all", true, answer -> {}), FIRST.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Prints a sheet.
     *
     * @param name as in {@link Sheets#named}
     * @param answer gets a stable word for why not ({@code no-printer}, {@code printer-busy}, {@code printer-failed},
     *     {@code no-such-bed}), or empty; on any thread
     */
    public void print(String name, Consumer<Optional<String>> answer) {
        print(name, false, answer);
    }

    private void print(String name, boolean byItself, Consumer<Optional<String>> answer) {
        if (printer.isEmpty()) {
            answer.accept(Optional.of("no-printer"));
            return;
        }
        printer.get().print(name, byItself, () -> sheets.named(ward.get(), name, clock.get()), answer);
    }

    /** The last sheets and what became of them, newest first; empty when there is no printer. */
    public Optional<List<PrintJob>> jobs() {
        return printer.map(Printer::jobs);
    }

    /** Why somebody has to see to the printer; empty when nobody has to, or when there is none. */
    public Optional<String> problem() {
        return printer.flatMap(Printer::problem);
    }

    @Override
    public void close() {
        timing.shutdownNow();
        printer.ifPresent(Printer::close);
    }
}

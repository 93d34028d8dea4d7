package org.vigie.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.AboutView;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.paper.PaperFolder;
import org.vigie.gateway.paper.PrintJob;
import org.vigie.model.DeviceText;
import org.vigie.model.alarm.Escalation;
import org.vigie.model.ward.Ward;

/** How this station is set up and what became of paper, in the words of the wire. */
final class About {
    private About() {}

    static AboutView view(Ward ward, Retrospect past) {
        Escalation escalation = ward.site().policy().escalation();
        Clock now = past.now();
        Optional<List<PrintJob>> jobs = past.printing().jobs();
        return new AboutView(
                new AboutView.Escalation(
                        seconds(escalation.high()),
                        seconds(escalation.medium()),
                        escalation.box().word()),
                past.paper().map(paper -> folder(paper, now)).orElse(null),
                jobs.map(all -> all.stream().map(job -> job(job, now)).toList()).orElse(null));
    }

    private static AboutView.Folder folder(PaperFolder paper, Clock now) {
        PaperFolder.@Nullable Written last = paper.last().orElse(null);
        return new AboutView.Folder(
                paper.folder().toString(),
                last == null ? null : String.valueOf(last.file().getFileName()),
                last == null ? null : now.iso(last.at()),
                last == null ? null : now.iso(last.at().plus(paper.interval())),
                paper.problem().orElse(null));
    }

    private static AboutView.Job job(PrintJob job, Clock now) {
        @Nullable String why = job.why();
        return new AboutView.Job(
                job.sheet(),
                job.byItself(),
                now.iso(job.at()),
                job.state().word(),
                why == null ? null : DeviceText.clean(why),
                job.remedy().orElse(null));
    }

    private static List<Long> seconds(List<Duration> times) {
        return times.stream().map(Duration::toSeconds).toList();
    }
}

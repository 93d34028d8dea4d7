package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.wave.WaveBlock;
import org.vigie.simulator.wave.WaveKind;

/**
 * Writes the wave blocks of one poll: samples in every block, the context of one wave at a time until all have been
 * told (intellivue-protocol.md sections 8.4 and 10.2). Not thread-safe.
 */
final class Waves {
    /** What the monitor writes when no probe is on: CAP-S has a flat line in the middle and no state bit. */
    private static final int NO_PROBE = 0x0800;

    private static final Comparator<WaveObject> WIRE_ORDER =
            Comparator.comparingInt((WaveObject wave) -> wave.metric().context());

    private final List<WaveObject> exported = new ArrayList<>();
    private final List<WaveObject> untold = new ArrayList<>();
    private boolean recalibrated;

    Waves(List<WaveObject> chosen) {
        export(chosen);
    }

    /** Another priority list; the contexts are told again. */
    void export(List<WaveObject> chosen) {
        exported.clear();
        exported.addAll(chosen);
        exported.sort(WIRE_ORDER);
        tellAgain();
    }

    /** The next blocks carry the contexts again, one wave at a time. */
    void tellAgain() {
        untold.clear();
        untold.addAll(exported);
    }

    /** Scale and calibration change, and are told again. */
    void recalibrate(boolean changed) {
        recalibrated = changed;
        tellAgain();
    }

    /** The first answer to a poll: the context of one wave and no samples, as in CAP-L. */
    List<PolledObject> confirmation(BedsideView view, boolean withContext) {
        List<PolledObject> objects = new ArrayList<>();
        if (withContext && !untold.isEmpty()) {
            WaveObject wave = untold.removeFirst();
            objects.add(object(wave, wave.context(view.language(), recalibrated)));
        }
        return objects;
    }

    /** One block of all exported waves that this patient has. */
    List<PolledObject> block(WaveBlock block, BedsideView view, boolean withContext, int mask) {
        List<PolledObject> objects = new ArrayList<>();
        WaveObject told = withContext && !untold.isEmpty() ? untold.removeFirst() : null;
        for (WaveObject wave : exported) {
            Optional<WaveBlock.Piece> piece = block.of(wave.kind());
            if (piece.isEmpty()) {
                continue;
            }
            Attributes attributes = wave.equals(told) ? wave.context(view.language(), recalibrated) : new Attributes();
            samples(wave, piece.get(), mask, attributes);
            objects.add(object(wave, attributes));
        }
        return objects;
    }

    private static PolledObject object(WaveObject wave, Attributes attributes) {
        return new PolledObject(wave.metric().context(), wave.metric().handle(), attributes);
    }

    private void samples(WaveObject wave, WaveBlock.Piece piece, int mask, Attributes to) {
        if (wave.leads().size() == 1) {
            to.put(Nomenclature.ATTR_SA_VALUE, lead(wave, wave.leads().getFirst(), piece, mask, new Wire()));
            return;
        }
        Wire compound = new Wire().u16(wave.leads().size());
        int list = compound.open();
        for (WaveObject.Lead lead : wave.leads()) {
            lead(wave, lead, piece, mask, compound);
        }
        to.put(Nomenclature.ATTR_COMPOUND_SAMPLES, compound.close(list));
    }

    private Wire lead(WaveObject wave, WaveObject.Lead lead, WaveBlock.Piece piece, int mask, Wire to) {
        WaveScale scale = recalibrated ? wave.recalibrated() : wave.scale();
        int count = wave.samplesPerBlock();
        double[] samples = piece.samples();
        int step = samples.length / count;
        boolean trap = wave.kind() == WaveKind.PLETH && !piece.valid();
        int state = mask | (piece.valid() || trap ? 0 : Nomenclature.STATE_INVALID);
        to.u16(lead.physio()).u16(state).u16(2 * count);
        for (int i = 0; i < count; i++) {
            to.u16(trap ? NO_PROBE : scale.raw(samples[i * step] * lead.share()));
        }
        return to;
    }
}

package org.vigie.adapter.intellivue;

import java.util.List;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.mapping.CycleMapper;
import org.vigie.adapter.spi.MessageDecoder;
import org.vigie.model.report.Problem;
import org.vigie.model.report.Report;
import org.vigie.profiles.DeviceProfile;

/**
 * Reads journaled poll cycles ({@link AssembledResult}) into reports. Pure: the same bytes give the same reports, live
 * and in replay. One instance per thread.
 */
public final class IntellivueDecoder implements MessageDecoder {
    private final CycleMapper mapper;

    /** A decoder for monitors with this profile. */
    public IntellivueDecoder(DeviceProfile profile) {
        this.mapper = new CycleMapper(profile);
    }

    @Override
    public List<Report> decode(byte[] message) {
        return AssembledResult.decode(message)
                .map(mapper::map)
                .orElseGet(() -> List.of(
                        new Problem(null, null, 0, "bad-poll-cycle", "these bytes are no assembled poll cycle")));
    }
}

package org.vigie.adapter.hl7.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ValueRule;

/** The rules of one profile, found by code. Made once per decoder, used on its thread. */
public final class ProfileRules {
    private final DeviceProfile profile;
    private final Map<String, List<ValueRule>> values = new HashMap<>();
    private final List<BigDecimal> sentinels;
    private final Readings readings = new Readings();

    /** The rules of {@code profile}. */
    public ProfileRules(DeviceProfile profile) {
        this.profile = profile;
        for (ValueRule rule : profile.values()) {
            values.computeIfAbsent(rule.local(), local -> new ArrayList<>(1)).add(rule);
        }
        this.sentinels = profile.sentinels().stream().map(BigDecimal::new).toList();
    }

    Readings readings() {
        return readings;
    }

    DeviceProfile profile() {
        return profile;
    }

    /** The rule for a code on a channel: one for exactly this channel before one for any; null when there is none. */
    @Nullable ValueRule value(String local, String channel) {
        ValueRule any = null;
        for (ValueRule rule : values.getOrDefault(local, List.of())) {
            if (rule.channel() == null) {
                any = rule;
            } else if (rule.channel().equals(channel)) {
                return rule;
            }
        }
        return any;
    }

    /** True for a number that means "no value". */
    boolean isSentinel(BigDecimal value) {
        for (BigDecimal sentinel : sentinels) {
            if (value.compareTo(sentinel) == 0) {
                return true;
            }
        }
        return false;
    }
}

package org.vigie.adapter.intellivue.mapping;

import java.util.ArrayList;
import java.util.List;
import org.vigie.adapter.intellivue.IntellivueDecoder;
import org.vigie.adapter.intellivue.codec.AssembledResult;
import org.vigie.adapter.intellivue.codec.AssociationFacts;
import org.vigie.adapter.intellivue.codec.Attribute;
import org.vigie.adapter.intellivue.codec.Octets;
import org.vigie.adapter.intellivue.codec.PolledObject;
import org.vigie.model.observation.Observation;
import org.vigie.model.report.Observed;
import org.vigie.model.report.Report;
import org.vigie.profiles.ProfileCatalog;

/** Cycles made by hand, as the journal holds them. */
final class Cycle {
    private final int objectClass;
    private int mode;
    private final List<PolledObject> objects = new ArrayList<>();

    Cycle(int objectClass) {
        this.objectClass = objectClass;
    }

    Cycle mode(int bits) {
        mode = bits;
        return this;
    }

    /** Attributes as {@code id value}, hexadecimal. */
    Cycle object(String... attributes) {
        List<Attribute> list = new ArrayList<>();
        for (String each : attributes) {
            String[] parts = each.split(" ", 2);
            list.add(new Attribute(Integer.parseInt(parts[0], 16), Octets.ofHex(parts[1].replace(" ", ""))));
        }
        objects.add(new PolledObject(1, 0x82B3, list));
        return this;
    }

    List<Report> reports() {
        AssociationFacts facts =
                new AssociationFacts(Octets.ofHex("0009fb70d80b"), "R12", "Philips M8000", mode, "0003");
        AssembledResult cycle = new AssembledResult(facts, objectClass, 0, 7, 16_000, 0, objects);
        return new IntellivueDecoder(
                        ProfileCatalog.load().find("philips-intellivue").orElseThrow())
                .decode(cycle.encode());
    }

    List<Observation> observations() {
        return reports().stream()
                .filter(Observed.class::isInstance)
                .map(report -> ((Observed) report).observation())
                .toList();
    }

    <T> T only(Class<T> type) {
        List<Observation> all = observations();
        if (all.size() != 1) {
            throw new AssertionError("expected one observation: " + all);
        }
        return type.cast(all.get(0));
    }
}

package org.vigie.simulator.monitor.intellivue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.simulator.monitor.BedsideView;
import org.vigie.simulator.monitor.PatientIdentity;

/** The patient demographics object: the attributes of CAP-L in their order (intellivue-protocol.md section 12). */
final class Demographics {
    private static final int HANDLE = 0x0050;
    private static final int EMPTY = 0;
    private static final int ADMITTED = 2;
    private static final int ADULT = 1;
    private static final int DU_BOIS = 2;
    private static final String UNSET = "";

    private Demographics() {}

    static PolledObject of(BedsideView view, IntellivueSetup setup) {
        PatientIdentity who = view.identity();
        String id = who == null ? UNSET : who.id();
        Attributes attributes = new Attributes()
                .u16(Nomenclature.ATTR_HANDLE, HANDLE)
                .u16(Nomenclature.ATTR_PATIENT_STATE, who == null ? EMPTY : ADMITTED)
                .u16(Nomenclature.ATTR_ADT_STATE, 0)
                .put(Nomenclature.ATTR_INTERNAL_PATIENT, setup.macBytes().u32(id.hashCode()))
                .u16(Nomenclature.ATTR_PATIENT_TYPE, ADULT)
                .u16(Nomenclature.ATTR_PACED_MODE, 0)
                .string(Nomenclature.ATTR_GIVEN_NAME, who == null ? UNSET : who.givenName())
                .string(Nomenclature.ATTR_MIDDLE_NAME, UNSET)
                .string(Nomenclature.ATTR_FAMILY_NAME, who == null ? UNSET : who.familyName())
                .string(Nomenclature.ATTR_PATIENT_ID, id)
                .string(Nomenclature.ATTR_ENCOUNTER, UNSET)
                .string(Nomenclature.ATTR_NOTES_1, UNSET)
                .string(Nomenclature.ATTR_NOTES_2, UNSET)
                .u16(Nomenclature.ATTR_SEX, sex(who))
                .put(Nomenclature.ATTR_BIRTH_DATE, birth(who));
        measure(attributes, Nomenclature.ATTR_AGE, 0x0940);
        measure(attributes, Nomenclature.ATTR_HEIGHT, 0x0511);
        measure(attributes, Nomenclature.ATTR_WEIGHT, 0x06C3);
        measure(attributes, Nomenclature.ATTR_BSA, 0x05C0);
        attributes.u16(Nomenclature.ATTR_BSA_FORMULA, DU_BOIS);
        return new PolledObject(0, HANDLE, attributes);
    }

    private static void measure(Attributes to, int attribute, int unit) {
        to.put(attribute, new Wire().u32(DeviceFloat.NAN).u16(unit));
    }

    private static Wire birth(@Nullable PatientIdentity who) {
        return who == null || who.birthDate() == null ? new Wire().zeros(8) : DeviceTime.dayOnly(who.birthDate());
    }

    private static int sex(@Nullable PatientIdentity who) {
        return switch (who == null ? UNSET : who.sex().toUpperCase(Locale.ROOT)) {
            case "M" -> 1;
            case "F" -> 2;
            case "O" -> 9;
            default -> 0;
        };
    }
}

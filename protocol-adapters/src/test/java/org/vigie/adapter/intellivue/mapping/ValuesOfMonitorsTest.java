package org.vigie.adapter.intellivue.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.adapter.intellivue.codec.ObjectClass;
import org.vigie.model.link.MonitorMode;
import org.vigie.model.observation.AbsenceReason;
import org.vigie.model.observation.Absent;
import org.vigie.model.observation.Enumerated;
import org.vigie.model.observation.Numeric;
import org.vigie.model.observation.Observation;
import org.vigie.model.observation.Quality;
import org.vigie.model.report.ModeReport;
import org.vigie.model.report.Problem;
import org.vigie.model.unit.Unit;

/** Numbers and words by intellivue-protocol.md sections 7, 9, 10.1 and 10.3. */
class ValuesOfMonitorsTest {
    private static final int DEMO = 0x2000;
    private static final int SERVICE = 0x1000;
    private static final int STANDBY = 0x0002;
    private static final int CONFIGURATION = 0x0001;

    private static Cycle heartRate(String state, String value) {
        return new Cycle(ObjectClass.NUMERIC).object("0924 00024182", "0950 4182" + state + "0aa0" + value);
    }

    @Test
    void aNumberIsKeyedByItsCodesAndNotByTheWordsOfTheMonitor() {
        Numeric french = new Cycle(ObjectClass.NUMERIC)
                .object("0924 00024182", "0927 0008 00460043 00200000", "0950 4182 0000 0aa0 0000003c")
                .only(Numeric.class);
        assertEquals("MDC_ECG_HEART_RATE@", french.parameter().key());
        assertEquals("FC", french.parameter().label());
        assertEquals(new BigDecimal("60"), french.value());
        assertEquals(Unit.PER_MINUTE, french.unit());
        assertNull(french.parameter().vendorCode());
    }

    @ParameterizedTest
    @CsvSource({
        "0000, VALID", "0002, VALID", "0001, VALID", "0020, VALID", "0080, VALID", "0040, QUESTIONABLE",
        "4000, QUESTIONABLE", "1000, QUESTIONABLE", "0800, TEST", "0400, DEMO", "0401, DEMO", "8000, INVALID",
        "8001, INVALID", "c000, INVALID", "0c00, DEMO"
    })
    void stateBitsAreAMask(String state, Quality quality) {
        assertEquals(quality, heartRate(state, "0000003c").only(Numeric.class).quality());
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 007fffff, MARKED_INVALID", "2000, 007fffff, NOT_MEASURED", "a000, 007fffff, NOT_MEASURED",
        "0000, 007fffff, NOT_A_NUMBER", "0000, ff800000, NOT_A_NUMBER", "0000, 007ffffe, NOT_A_NUMBER",
        "0000, 00800002, NOT_A_NUMBER", "2000, 0000003c, NOT_MEASURED", "8400, 0000003c, MARKED_INVALID"
    })
    void aMissingNumberIsAnAbsenceWithItsReasonAndNeverZero(String state, String value, AbsenceReason reason) {
        assertEquals(reason, heartRate(state, value).only(Absent.class).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "fd007d00, 32.000",
        "ff000140, 32.0",
        "01000140, 3200",
        "02000020, 3200",
        "ff0003b6, 95.0",
        "fffffffe, -0.2"
    })
    void floatsKeepTheDigitsTheyWereSentWith(String raw, String value) {
        Numeric numeric = new Cycle(ObjectClass.NUMERIC)
                .object("0924 00024a24", "0950 4a24 0000 0f20 " + raw)
                .only(Numeric.class);
        assertEquals(new BigDecimal(value), numeric.value());
    }

    @Test
    void anImplausibleNumberIsInvalid() {
        assertEquals(
                Quality.INVALID,
                heartRate("0000", "00000fa0").only(Numeric.class).quality());
    }

    @Test
    void aCompoundIsItsValuesAndWithoutThemItsValuesAreMissing() {
        String[] label = {"0924 00024a14", "0927 0006 00500041 0000"};
        List<Observation> three = new Cycle(ObjectClass.NUMERIC)
                .object(
                        label[0],
                        label[1],
                        "094b 0003001e 4a1700000f200000005b 4a1500000f2000000078 4a1600000f2000000046")
                .observations();
        List<Observation> none = new Cycle(ObjectClass.NUMERIC).object(label).observations();
        assertEquals(
                List.of("MDC_PRESS_BLD_ART_ABP_MEAN@", "MDC_PRESS_BLD_ART_ABP_SYS@", "MDC_PRESS_BLD_ART_ABP_DIA@"),
                three.stream().map(o -> o.parameter().key()).toList());
        assertEquals(
                List.of("MDC_PRESS_BLD_ART_ABP_SYS@", "MDC_PRESS_BLD_ART_ABP_DIA@", "MDC_PRESS_BLD_ART_ABP_MEAN@"),
                none.stream().map(o -> o.parameter().key()).toList());
        none.forEach(o -> assertEquals(
                AbsenceReason.NOT_MEASURED, assertInstanceOf(Absent.class, o).reason()));
    }

    @Test
    void twoPulsesOfOneCodeAreToldApartByTheirLabels() {
        List<Observation> two = new Cycle(ObjectClass.NUMERIC)
                .object("0924 80035402", "0950 480a 0000 0aa0 0000003c")
                .object("0924 80035404", "0950 480a 0000 0aa0 0000003d")
                .observations();
        assertEquals(
                "MDC_PULS_RATE@PRESS_NAMES_PULSE_FROM_ABP",
                two.get(0).parameter().key());
        assertEquals(2, two.stream().map(o -> o.parameter().key()).distinct().count());
    }

    @Test
    void aCodeOfTheMakersOwnIsNamedAsSuch() {
        Numeric variation = new Cycle(ObjectClass.NUMERIC)
                .object("0924 0002f0e3", "0950 f0e3 0000 0220 0000000c")
                .only(Numeric.class);
        assertNull(variation.parameter().code());
        assertEquals("0002-f0e3^NOM_PULS_PRESS_VAR", variation.parameter().vendorCode());
    }

    @Test
    void anEpisodicValueCarriesTheMonitorsTimeWithoutAZone() {
        Numeric systolic = (Numeric) new Cycle(ObjectClass.NUMERIC)
                .object("0924 00024a04", "0990 2017110414450000", "094b 0001000a 4a0500000f2000000078")
                .observations()
                .get(0);
        assertEquals(
                "2017-11-04T14:45",
                String.valueOf(
                        systolic.deviceTime() == null
                                ? ""
                                : systolic.deviceTime().iso()));
    }

    @Test
    void inDemoModeEverythingIsDemo() {
        assertEquals(
                Quality.DEMO,
                heartRate("0000", "0000003c").mode(DEMO).only(Numeric.class).quality());
    }

    @Test
    void inServiceAndConfigurationNothingLooksLikeAPatient() {
        for (int mode : new int[] {SERVICE, CONFIGURATION}) {
            Cycle cycle = heartRate("0000", "0000003c").mode(mode);
            assertEquals(Quality.TEST, cycle.only(Numeric.class).quality());
            assertEquals(
                    mode == SERVICE ? MonitorMode.SERVICE : MonitorMode.CONFIGURATION,
                    assertInstanceOf(ModeReport.class, cycle.reports().get(0)).mode());
        }
    }

    @Test
    void inStandbyThereAreNoValues() {
        Cycle cycle = heartRate("0000", "0000003c").mode(STANDBY);
        assertEquals(AbsenceReason.NOT_MEASURED, cycle.only(Absent.class).reason());
        ModeReport told = assertInstanceOf(ModeReport.class, cycle.reports().get(0));
        assertEquals(MonitorMode.STANDBY, told.mode());
        assertTrue(told.text().startsWith("standby"));
    }

    @Test
    void aRhythmIsAWord() {
        Enumerated rhythm = new Cycle(ObjectClass.ENUMERATION)
                .object("0924 0002d007", "099e d007 0000 0001 0002 4012")
                .only(Enumerated.class);
        assertEquals("MDC_ECG_STAT_RHY@", rhythm.parameter().key());
        assertEquals("MDC_ECG_SINUS_RHY", rhythm.value());
    }

    @Test
    void aValueThatCannotBeReadIsAProblem() {
        for (String bad :
                new String[] {"0950 4182", "094b 0002000a 4a0500000f2000000078", "0950 4182000000aa0000003c00"}) {
            assertInstanceOf(
                    Problem.class,
                    new Cycle(ObjectClass.NUMERIC)
                            .object("0924 00024182", bad)
                            .reports()
                            .get(0));
        }
    }

    @Test
    void anObjectWithoutLabelAndValueSaysNothing() {
        assertEquals(
                List.of(),
                new Cycle(ObjectClass.NUMERIC).object("092f 00010006").reports());
    }
}

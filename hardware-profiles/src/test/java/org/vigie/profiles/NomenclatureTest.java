package org.vigie.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.model.testing.SharedData;
import org.vigie.model.unit.Unit;

class NomenclatureTest {
    private static final Nomenclature KNOWN = Nomenclature.standard();

    @Test
    void knowsEveryNumberThatWasSeenInMessages() throws IOException {
        List<String> seen = Files.readAllLines(SharedData.shared("hl7/tables/mdc_seen_in_hl7.csv"));
        for (String row : seen.subList(1, seen.size())) {
            String[] cells = row.split(",", -1);
            int number = Integer.parseInt(cells[0]);
            boolean unit = number / 65_536 == 4;
            boolean misprint = number >= 684_800;
            assertTrue(
                    misprint
                            || (unit
                                    ? KNOWN.unit(number).isPresent()
                                    : KNOWN.term(number).isPresent()),
                    row);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "147842,MDC_ECG_HEART_RATE",
        "150456,MDC_PULS_OXIM_SAT_O2",
        "68481,MDC_ATTR_EVENT_PHASE",
        "196670,MDC_EVT_LO",
        "150344,MDC_TEMP"
    })
    void namesANumber(int number, String name) {
        assertEquals(name, KNOWN.term(number).orElseThrow().refId());
    }

    @Test
    void findsANameHoweverItIsWritten() {
        assertEquals("MDC_PULS_OXIM_SAT_O2", KNOWN.canonical(" mdc_puls_oxim_sat_o2 "));
        assertEquals("MDC_ECG_TIME_PD_QTc", KNOWN.canonical("MDC_ECG_TIME_PD_QTC"));
        assertEquals("MDC_ATTR_ALARM_PRIORITY", KNOWN.canonical("MDCX_ATTR_ALARM_PRIORITY"));
        assertEquals("MDCX_UNHEARD_OF", KNOWN.canonical("MDCX_UNHEARD_OF"));
        assertFalse(Nomenclature.looksLikeRefId("HR"));
    }

    @ParameterizedTest
    @CsvSource({
        "bpm,/min",
        "BPM,/min",
        "b/min,/min",
        "rpm,/min",
        "{beat}/min,/min",
        "{counts}/min,/min",
        "mmHg,mm[Hg]",
        "mm Hg,mm[Hg]",
        "°C,Cel",
        "C,Cel",
        "degC,Cel",
        "MG/DL,mg/dL",
        "mmol/L,mmol/L",
        "kPa,kPa",
        "cmH2O,cm[H2O]",
        "L/min,L/min",
        "ml/h,mL/h",
        "Vol%,%",
        "mV,mV"
    })
    void readsTheSpellingsOfVendors(String text, String ucum) {
        assertEquals(Optional.of(new Unit(ucum)), KNOWN.unitOfText(text));
    }

    @ParameterizedTest
    @CsvSource({
        "264864,/min",
        "266016,mm[Hg]",
        "265987,kPa",
        "268192,Cel",
        "264338,ms",
        "266418,mV",
        "265266,mL/h",
        "264640,Hz"
    })
    void readsUnitNumbers(int number, String ucum) {
        assertEquals(Optional.of(new Unit(ucum)), KNOWN.unit(number));
    }

    @Test
    void readsPrefixesThatAreNotInTheTable() {
        assertEquals(Optional.of(new Unit("uPa")), KNOWN.unit(265_984 + 19));
        assertEquals(Optional.empty(), KNOWN.unit(4 * 65_536 + 60_000));
    }

    @Test
    void keepsWhatIsDeclaredToBeUcum() {
        assertEquals("10.mV/4096", KNOWN.unitOfUcum("10.mV/4096").ucum());
        assertEquals("/min", KNOWN.unitOfUcum("{beats}/min").ucum());
        assertEquals("1", KNOWN.unitOfUcum("{score}").ucum());
    }

    @Test
    void knowsWhichUnitMeasuresWhat() {
        Nomenclature.Term carbonDioxide = KNOWN.term("MDC_AWAY_CO2_ET").orElseThrow();
        assertTrue(KNOWN.fits(carbonDioxide, Unit.MM_HG));
        assertTrue(KNOWN.fits(carbonDioxide, Unit.PERCENT));
        assertFalse(KNOWN.fits(carbonDioxide, Unit.CELSIUS));
    }
}

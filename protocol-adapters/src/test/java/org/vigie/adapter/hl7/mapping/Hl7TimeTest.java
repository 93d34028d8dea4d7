package org.vigie.adapter.hl7.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.model.observation.DeviceTime;

class Hl7TimeTest {
    @ParameterizedTest
    @CsvSource({
        "20150122182658+0000,2015-01-22T18:26:58Z",
        "20110602045842,2011-06-02T04:58:42",
        "20210425230332.872-0400,2021-04-25T23:03:32.872-04:00",
        "20260124124738000+0800,2026-01-24T12:47:38+08:00",
        "20260124124738123+0800,2026-01-24T12:47:38.123+08:00",
        "20180717051637.8010-0700,2018-07-17T05:16:37.801-07:00",
        "20060712-0000,2006-07-12T00:00",
        "200202150930,2002-02-15T09:30",
        "2002021509,2002-02-15T09:00",
        "20150122182658-0000,2015-01-22T18:26:58",
        "20150122182658Z,2015-01-22T18:26:58Z",
        "20150122182658+01:00,2015-01-22T18:26:58+01:00",
        "20161231235960,2016-12-31T23:59:59"
    })
    void readsEveryFormThatWasSeen(String sent, String expected) {
        DeviceTime time = Hl7Time.parse(sent);
        assertEquals(expected, time == null ? null : time.iso());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00000000000000",
                "00000000",
                "2015",
                "201501",
                "20151301",
                "20150230000000",
                "Aug 15, 1942",
                "99999999999999",
                "20150122182658+9900x"
            })
    void takesAnythingElseAsNoTime(String sent) {
        DeviceTime time = Hl7Time.parse(sent);
        if (sent.startsWith("20150122182658")) {
            assertNull(time == null ? null : time.offset());
        } else {
            assertNull(time);
        }
    }

    @Test
    void neverThrows() {
        SplittableRandom random = new SplittableRandom(11);
        String alphabet = "0123456789.+-Z: ^";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Hl7Time.parse(text.toString());
            Hl7Time.date(text.toString());
        }
    }
}

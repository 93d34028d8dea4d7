package org.vigie.gateway.recovery.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: with its offset, or local: {@code 2026-03-01T09:12}. */
final class MomentConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException withoutOffset) {
            return local(value);
        }
    }

    private static Instant local(String value) {
        try {
            return LocalDateTime.parse(value).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException none) {
            throw new TypeConversionException(
                    "'" + value + "' is no time; write for example 2026-03-01T09:12 or 2026-03-01T09:12:00+01:00");
        }
    }
}

package org.vigie.model;

/**
 * A monitor or module as it names itself (an EUI-64, a serial number), cut to 96 characters by the adapter.
 *
 * @param value 1 to 96 characters, no controls
 */
public record DeviceId(String value) {
    public DeviceId {
        Names.check("device", value, 96);
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.vigie.simulator.wfdb;

/**
 * One signal line of a header file (WFDB Applications Guide, "header(5)").
 *
 * @param file name of the signal file beside the header
 * @param format how its samples are written
 * @param samplesPerFrame 1 or more
 * @param byteOffset where the samples begin in the file
 * @param gain raw units per physical unit
 * @param baseline raw value of physical zero
 * @param units as in the file, for example {@code mmHg}
 * @param initialValue the first sample, as the header states it
 * @param checksum 16-bit sum of all samples, as the header states it
 * @param description name of the signal, for example {@code ABPSys}
 */
public record SignalSpec(
        String file,
        SampleFormat format,
        int samplesPerFrame,
        int byteOffset,
        double gain,
        int baseline,
        String units,
        int initialValue,
        int checksum,
        String description) {}

package org.vigie.simulator.monitor.intellivue;

import org.vigie.simulator.monitor.Language;

/** A label string as the monitor pads it: six places and a NUL. French ones as CAP-L shows them. */
record MetricText(String english, String french) {
    private static final int PLACES = 6;

    Wire padded(Language language) {
        String text = language == Language.FR ? french : english;
        StringBuilder padded = new StringBuilder(text);
        while (padded.length() < PLACES) {
            padded.append(' ');
        }
        return new Wire().string(padded.toString());
    }
}

package org.vigie.adapter.shell;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Running totals of one adapter: written on its event loop, read on any thread. Words come from code, not from input.
 */
final class Totals {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();

    void count(String word, long by) {
        add(counts, word, by);
    }

    void answer(String code) {
        add(answers, code, 1);
    }

    void reject(String word) {
        add(rejected, word, 1);
    }

    Map<String, Long> counts() {
        return sums(counts);
    }

    Map<String, Long> answers() {
        return sums(answers);
    }

    Map<String, Long> rejected() {
        return sums(rejected);
    }

    private static void add(Map<String, LongAdder> map, String word, long by) {
        map.computeIfAbsent(word, unused -> new LongAdder()).add(by);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> map) {
        Map<String, Long> sums = new TreeMap<>();
        map.forEach((word, adder) -> sums.put(word, adder.sum()));
        return sums;
    }
}

package org.vigie.gateway.failover;

/** What happens to a {@link Lease}. */
public sealed interface LeaseEvent {
    /** Time passes; at least five times a second. */
    record Tick() implements LeaseEvent {}

    /**
     * The partner spoke; its signature was good.
     *
     * @param path by which it came
     * @param beat what it said
     */
    record Heard(String path, Beat beat) implements LeaseEvent {}

    /** A hub spoke to this box. */
    record SawHub() implements LeaseEvent {}

    /** Bytes came from a monitor. */
    record SawMonitor() implements LeaseEvent {}

    /** This box ends in good order: the partner need not wait. */
    record Leaving() implements LeaseEvent {}

    /** An epoch that was to be written down is on the disk. */
    record Forced(long epoch) implements LeaseEvent {}

    /** It is not: the disk refused it. */
    record Unforced(long epoch) implements LeaseEvent {}
}

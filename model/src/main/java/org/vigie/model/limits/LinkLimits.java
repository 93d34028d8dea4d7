package org.vigie.model.limits;

import java.time.Duration;

/**
 * The link between an edge and a hub.
 *
 * @param packetBytes longest message of the link; longer ones are not made, and dropped when they come
 * @param beatEvery heartbeat of either side
 * @param late without a heartbeat: the beds of the edge are stale
 * @param lost without a heartbeat: they are lost, one alarm for all of them
 * @param firstHeard the same for an edge that was never heard since the start of the hub: a broker that starts with its
 *     hub, and edges that connect to it with pauses of up to 5 s, need that long
 * @param window messages of one lane without an acknowledgement of the broker
 * @param thinWindowBytes the same in bytes, to begin with; grows while acknowledgements come quickly
 * @param windowBytes the most that it grows to
 * @param pendingRecords live records that wait at an edge for one hub; the oldest are left for the hub to fetch
 * @param fillRecords records that one back-fill asks for
 * @param fillBytes of one answer, on a thin link
 * @param fillWait without an answer after which it is asked again, somewhat longer each time
 * @param waveBytes of waves in flight on a thin link, with what surrounds them
 * @param waveBytesMost in flight on a wide one
 * @param waveLanes of one edge
 * @param waveAge samples that wait longer at an edge are left out: the newest ones count
 * @param waveSpeed bytes per second of the thinnest link that carries waves at all
 * @param keys beds and parts of beds of one edge, as states
 * @param stateBytes of one state
 * @param edges of one hub
 * @param hubs of one edge
 * @param gaps remembered for one edge and lane; neighbours are joined beyond that
 * @param commands of one hub on their way to one edge
 * @param commandWait after which a person is told that the edge does not answer
 * @param commandsRemembered by an edge, so that a doubled one is applied once
 * @param rememberedBytes of the file with what a hub showed last of one edge; beds beyond it are remembered by name
 * @param storeWaiting records that wait for the disk of a hub; from half of them on none is taken
 * @param storeWaitingBytes the same in bytes
 * @param setAside records of one lane of an edge that a hub cannot write because of a fault of its own and does without
 *     until its next start; at the bound it takes none of that lane any more, they stay at the edge
 */
public record LinkLimits(
        int packetBytes,
        Duration beatEvery,
        Duration late,
        Duration lost,
        Duration firstHeard,
        int window,
        int thinWindowBytes,
        int windowBytes,
        int pendingRecords,
        int fillRecords,
        int fillBytes,
        Duration fillWait,
        int waveBytes,
        int waveBytesMost,
        int waveLanes,
        Duration waveAge,
        int waveSpeed,
        int keys,
        int stateBytes,
        int edges,
        int hubs,
        int gaps,
        int commands,
        Duration commandWait,
        int commandsRemembered,
        int rememberedBytes,
        int storeWaiting,
        int storeWaitingBytes,
        int setAside) {
    /** The bounds of every installation. */
    public static final LinkLimits DEFAULT = new LinkLimits(
            262_144,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            16,
            1_024,
            262_144,
            1_024,
            256,
            2_048,
            Duration.ofSeconds(3),
            900,
            65_536,
            1_024,
            Duration.ofMillis(2_500),
            2_000,
            512,
            131_072,
            32,
            8,
            64,
            256,
            Duration.ofSeconds(10),
            1_024,
            4_194_304,
            8_192,
            33_554_432,
            256);
}

package org.vigie.model.limits;

import java.time.Duration;

/**
 * Every bound that outside data can reach, with its reason. Some can be overridden per listener in site.yaml; none can
 * be switched off.
 *
 * @param hl7 what a sender of HL7 may do
 * @param pipeline what may wait inside the process
 * @param live what a display may cost
 * @param journal what the disk may hold
 */
public record Limits(Hl7 hl7, Pipeline pipeline, Live live, Journal journal) {
    /** The bounds of a default installation. */
    public static final Limits DEFAULT = new Limits(Hl7.DEFAULT, Pipeline.DEFAULT, Live.DEFAULT, Journal.DEFAULT);

    /** Bounds of a serial or terminal-server line; the same for all. */
    public static final Line LINE = Line.DEFAULT;

    /** Bounds of IntelliVue monitors; the same for all. */
    public static final Intellivue INTELLIVUE = Intellivue.DEFAULT;

    /** Bounds of one MQTT connection; the same for all. */
    public static final Mqtt MQTT = Mqtt.DEFAULT;

    /** Bounds of what is published to anybody else. */
    public static final Publication PUBLICATION = Publication.DEFAULT;

    /**
     * Bounds of one line to a monitor.
     *
     * @param unsentFrames waiting to be written; more are refused, so that a monitor that does not read costs nothing
     * @param unreadChunks read but not yet handed over; at the bound reading waits and the kernel holds the rest
     * @param firstRetry wait before a line that cannot be opened is tried again, doubling
     * @param longestRetry longest such wait: a plugged-in adapter is found within it
     * @param notTaking a write that takes longer means that the peer takes nothing
     */
    public record Line(
            int unsentFrames, int unreadChunks, Duration firstRetry, Duration longestRetry, Duration notTaking) {
        static final Line DEFAULT =
                new Line(64, 64, Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    /**
     * Bounds of IntelliVue monitors.
     *
     * @param monitors associated or tried at once by one listener; more are counted and named in the log
     * @param datagramBytes longest datagram read; monitors send up to 1,456 bytes
     * @param serialMessageBytes longest message on a serial line, announced by monitors as 996
     * @param partialResults linked results of one monitor that wait for their end
     * @param linkedParts of one linked result
     * @param resultBytes of one linked result in all
     * @param objects whose static attributes are remembered for one monitor
     * @param attributeBytes remembered of one object
     * @param forgetAfter a monitor that was discovered and is silent for this long gives its place away
     */
    public record Intellivue(
            int monitors,
            int datagramBytes,
            int serialMessageBytes,
            int partialResults,
            int linkedParts,
            int resultBytes,
            int objects,
            int attributeBytes,
            Duration forgetAfter) {
        static final Intellivue DEFAULT =
                new Intellivue(128, 2_048, 996, 8, 64, 64 << 10, 1_024, 4_096, Duration.ofMinutes(5));
    }

    /**
     * Bounds of one HL7 listener.
     *
     * @param frameBytes longest message; a 10 s block of three leads at 500 Hz is 60 kB
     * @param idleInFrame silence inside a frame before it is discarded; slow links pause
     * @param wholeFrame time for one frame in all: a sender of one byte a second ends here
     * @param endOfBlockSilence FS without CR ends a message after this
     * @param oversizedBeforeClose frames over {@code frameBytes} within {@code window} before the connection is closed
     * @param unreadableBeforeAlarm unreadable messages within {@code window} before "cannot read" is raised
     * @param window for the two above
     * @param connections per listener
     * @param connectionsPerUnlistedSource per sender that site.yaml does not name
     * @param connectionsBeyondBeds a listed sender may have one connection per bed and this many more
     * @param messagesPerSecondPerBed rate per configured bed; above it reading is paused, nothing is dropped
     * @param segments per message
     * @param fields per segment
     * @param repetitions per field
     * @param components per field and sub-components per component: HAPI is quadratic in them
     * @param samples in one OBX-5 of type NA, which HAPI never sees
     * @param duplicateWindow time in which the same message is the same message
     * @param duplicatesRemembered per source within that window
     * @param quarantineMessages unreadable messages kept
     * @param quarantineBytes unreadable bytes kept
     * @param textCharacters of any text a device sends, after which it is cut
     * @param rememberedTexts texts whose reading a decoder keeps, so that it need not read them again
     */
    public record Hl7(
            int frameBytes,
            Duration idleInFrame,
            Duration wholeFrame,
            Duration endOfBlockSilence,
            int oversizedBeforeClose,
            int unreadableBeforeAlarm,
            Duration window,
            int connections,
            int connectionsPerUnlistedSource,
            int connectionsBeyondBeds,
            int messagesPerSecondPerBed,
            int segments,
            int fields,
            int repetitions,
            int components,
            int samples,
            Duration duplicateWindow,
            int duplicatesRemembered,
            int quarantineMessages,
            int quarantineBytes,
            int textCharacters,
            int rememberedTexts) {
        static final Hl7 DEFAULT = new Hl7(
                1 << 20,
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Duration.ofMillis(200),
                3,
                3,
                Duration.ofSeconds(60),
                64,
                4,
                4,
                50,
                2_000,
                512,
                1_000,
                64,
                40_000,
                Duration.ofSeconds(60),
                4_096,
                200,
                4 << 20,
                64,
                4_096);
    }

    /**
     * Bounds inside the process.
     *
     * @param waitingRecords between the adapters and the journal; full means "not now" to the adapter, which stops
     *     reading
     * @param groupCommit records forced together
     * @param decodedWaiting between journal and reducer; full makes the journal wait, and so the acknowledgements
     * @param alarmsPerBed conditions held for one bed; more are counted and raise one alarm of their own
     * @param parametersPerBed streams held for one bed
     * @param unassignedSources senders without a bed that are listed
     * @param recentAlarms ended alarms kept for the list
     * @param peopleOfShift people written in at once
     */
    public record Pipeline(
            int waitingRecords,
            int groupCommit,
            int decodedWaiting,
            int alarmsPerBed,
            int parametersPerBed,
            int unassignedSources,
            int recentAlarms,
            int peopleOfShift) {
        static final Pipeline DEFAULT = new Pipeline(8_192, 512, 4_096, 128, 256, 64, 200, 64);
    }

    /**
     * Bounds of the displays.
     *
     * @param displays connected at once
     * @param commandsPerSecond of one display
     * @param frameBytes longest frame a display may send
     * @param queueBytes unsent bytes of one display; above it for {@code stuck} it is closed and comes back with a
     *     snapshot
     * @param stuck how long a display may not read
     * @param deltaEvery changes are gathered this long before they are sent
     * @param valuesEvery the same where nothing but values changed: whatever else changes takes them along
     * @param tickEvery sign of life
     * @param bodyBytes longest request body
     * @param connections of the web side, displays included
     * @param connectionsPerPeer of them, from one address: no single box can take all places of the others
     * @param firstRequest time for the first whole request of a connection; who has sent none by then is cut off
     */
    public record Live(
            int displays,
            int commandsPerSecond,
            int frameBytes,
            int queueBytes,
            Duration stuck,
            Duration deltaEvery,
            Duration valuesEvery,
            Duration tickEvery,
            int bodyBytes,
            int connections,
            int connectionsPerPeer,
            Duration firstRequest) {
        static final Live DEFAULT = new Live(
                50,
                20,
                16_384,
                1 << 20,
                Duration.ofSeconds(3),
                Duration.ofMillis(20),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                65_536,
                256,
                128,
                Duration.ofSeconds(20));
    }

    /**
     * Bounds of live waves; what does not fit is a gap, counted, and never keeps anything else waiting.
     *
     * @param waitingMessages wave messages between the adapters and the journal, and again between journal and ward
     * @param lanesPerBed shown and held for one bed; more are refused and counted
     * @param lanes of the whole gateway
     * @param samplesPerBlock of one lane in one message; what is longer keeps its end: 10 s at 2,000 Hz
     * @param lowestRate samples per second below which a block is no wave
     * @param highestRate samples per second above which a block is not drawn
     * @param silence without a block after which a lane ends
     * @param lateSamplesWithin a block this far behind is a late one; further back the monitor has started again
     * @param waitingPieces between the ward and the displays, for all lanes: about 8 s of 64 beds with 4 lanes
     * @param frameEvery one frame to each display that asked
     * @param framesInFlight frames of waves that a display has not said to have taken; the next ones are left out, so
     *     that no alarm waits behind more than these
     */
    public record Waves(
            int waitingMessages,
            int lanesPerBed,
            int lanes,
            int samplesPerBlock,
            double lowestRate,
            double highestRate,
            Duration silence,
            Duration lateSamplesWithin,
            int waitingPieces,
            Duration frameEvery,
            int framesInFlight) {
        /** The bounds of every installation. */
        public static final Waves DEFAULT = new Waves(
                1_024,
                16,
                4_096,
                20_000,
                1,
                5_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                8_192,
                Duration.ofMillis(200),
                5);
    }

    /**
     * Bounds of one MQTT connection. Nothing waits behind it: what does not fit is refused at once, and whoever sends
     * has it in the journal.
     *
     * @param window publishes that the broker has not answered; at the bound nothing more is taken. Below the receive
     *     maximum of the brokers that were tried (Mosquitto 20)
     * @param windowBytes their payloads together; one message always fits
     * @param payloadBytes longest payload that is sent or taken; longer ones are counted and left out
     * @param socketBytes of the kernel's send buffer: what lies there is ahead of everything sent later
     * @param connect time for TCP, TLS and the broker's answer together
     * @param ackSilence something is unanswered and nothing was answered for this long: the client is thrown away
     * @param thinnest bytes per second of the thinnest link that is kept: what is unanswered may take that much longer
     * @param keepAlive of MQTT, whole seconds: finds a dead peer when there is nothing to send
     * @param firstRetry shortest wait before the next attempt
     * @param longestRetry longest such wait
     * @param stable a connection that lasted this long was good: the waits begin anew
     * @param close how long a clean end may take
     * @param aside for how long it goes by another name after another client has come under its own
     */
    public record Mqtt(
            int window,
            int windowBytes,
            int payloadBytes,
            int socketBytes,
            Duration connect,
            Duration ackSilence,
            int thinnest,
            Duration keepAlive,
            Duration firstRetry,
            Duration longestRetry,
            Duration stable,
            Duration close,
            Duration aside) {
        static final Mqtt DEFAULT = new Mqtt(
                16,
                256 << 10,
                256 << 10,
                32 << 10,
                Duration.ofSeconds(25),
                Duration.ofSeconds(5),
                1_000,
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(45));

        /** The same bounds with other times and no thin link, for tests. */
        public Mqtt timed(Duration connect, Duration ackSilence, Duration longestRetry) {
            return new Mqtt(
                    window,
                    windowBytes,
                    payloadBytes,
                    socketBytes,
                    connect,
                    ackSilence,
                    1_000_000,
                    keepAlive,
                    firstRetry,
                    longestRetry,
                    stable,
                    close,
                    longestRetry);
        }
    }

    /**
     * Bounds of what is published over MQTT to anybody else.
     *
     * @param alarms steps of alarms that wait for the broker; beyond, the oldest are dropped and counted, and the
     *     retained state still tells what is on
     * @param stateEvery shortest time between two states of one bed; the newest wins
     * @param refreshEvery a state that did not change is published again after this
     * @param stateExpires the broker forgets a state that is not refreshed: no value may look live when it is not
     */
    public record Publication(int alarms, Duration stateEvery, Duration refreshEvery, Duration stateExpires) {
        static final Publication DEFAULT =
                new Publication(4_096, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /**
     * Bounds of the journal.
     *
     * @param recordBytes longest payload
     * @param blockBytes growth step of a queue file
     * @param forceData longest time that a record nobody waits for stays unforced
     * @param forceWaves the same for waves
     * @param checkpointEvery how often the state of the alarms is written, so that a restart reads little
     * @param keep age at which records are deleted
     * @param keepWaves the same for waves: 64 beds with 3 of them write some 250 MB an hour
     * @param shedWavesBelow free share of the disk below which waves are no longer written
     * @param shedDataBelow free share below which numerics are thinned to one a minute per bed
     * @param ballastBytes file that is deleted when even alarms find no room
     */
    public record Journal(
            int recordBytes,
            int blockBytes,
            Duration forceData,
            Duration forceWaves,
            Duration checkpointEvery,
            Duration keep,
            Duration keepWaves,
            double shedWavesBelow,
            double shedDataBelow,
            long ballastBytes) {
        /** The same bounds with another age of waves. */
        public Journal keepingWaves(Duration age) {
            return new Journal(
                    recordBytes,
                    blockBytes,
                    forceData,
                    forceWaves,
                    checkpointEvery,
                    keep,
                    age,
                    shedWavesBelow,
                    shedDataBelow,
                    ballastBytes);
        }

        /**
         * What a hub keeps of one other box: alarms as long as its own, messages for a day, and both give way before
         * anything of its own does.
         */
        public static final Journal OF_ANOTHER_BOX = new Journal(
                1 << 19,
                1 << 20,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofDays(3),
                Duration.ofDays(1),
                0.25,
                0.15,
                0);

        static final Journal DEFAULT = new Journal(
                2 << 20,
                4 << 20,
                Duration.ofMillis(250),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofDays(3),
                Duration.ofHours(4),
                0.20,
                0.10,
                16L << 20);
    }

    /**
     * Bounds of printing.
     *
     * @param jobsWaiting behind the one that is being printed; more are refused and the display is told
     * @param command time for the print command; then it is ended
     * @param jobsKept of which displays are told what became of them
     * @param askEvery how often the print system is asked what became of a job
     * @param askFor how long it is asked; a job that is in its queue then counts as failed
     * @param stuckAfter a job that waits so long at a printer in trouble is a problem
     */
    public record Paper(
            int jobsWaiting, Duration command, int jobsKept, Duration askEvery, Duration askFor, Duration stuckAfter) {
        /** The bounds of a default installation. */
        public static final Paper DEFAULT = new Paper(
                4, Duration.ofSeconds(60), 12, Duration.ofSeconds(3), Duration.ofMinutes(30), Duration.ofSeconds(60));

        /** The same bounds with another line of waiting jobs and another time for the command. */
        public Paper with(int waiting, Duration time) {
            return new Paper(waiting, time, jobsKept, askEvery, askFor, stuckAfter);
        }
    }

    /**
     * Bounds of what is kept in memory to look back; what goes is still in the journal.
     *
     * @param keep how far back trends reach
     * @param seriesPerBed parameters of one bed with a trend; the one that was silent longest gives way
     * @param hours series-hours of the whole unit, about 1 kB each: 64 beds x 12 parameters x 73 h are 56,064 and 57
     *     MB; the oldest hour of the unit goes first
     * @param alarmSteps rows of the alarm log, about 250 bytes each; the oldest go first
     * @param pageRows rows of one answer of the alarm log
     * @param exportRows rows of one CSV file
     * @param answersWaiting answers being made at once; more are told to come back
     */
    public record History(
            Duration keep,
            int seriesPerBed,
            int hours,
            int alarmSteps,
            int pageRows,
            int exportRows,
            int answersWaiting) {
        /** The same bounds with another number of kept hours. */
        public History withHours(int most) {
            return new History(keep, seriesPerBed, most, alarmSteps, pageRows, exportRows, answersWaiting);
        }

        /** The bounds of a default installation. */
        public static final History DEFAULT = new History(Duration.ofDays(3), 24, 56_064, 65_536, 500, 65_536, 4);
    }

    /**
     * Bounds of the look at one moment of one bed.
     *
     * @param around waves are shown so long before and after the moment (central-stations.md 5, row 8)
     * @param values values not older than this are those of the moment: a feed that sends once a minute has one
     * @param records read for one answer at most: 64 beds of five messages a second are 23,000 in that time
     * @param tracks curves in one answer at most
     */
    public record Review(Duration around, Duration values, int records, int tracks) {
        /** The bounds of a default installation. */
        public static final Review DEFAULT = new Review(Duration.ofSeconds(10), Duration.ofSeconds(70), 200_000, 8);
    }

    /**
     * Bounds of what is kept about displays.
     *
     * @param layouts names of displays with a layout of their own; one more is refused
     */
    public record Displays(int layouts) {
        /** The bounds of a default installation. */
        public static final Displays DEFAULT = new Displays(64);
    }

    /**
     * Bounds of what is told after an outage.
     *
     * @param rememberedMessages that one receiver has answered; 64 beds and three days are 300,000
     * @param storedRuns of one start of another box that are merged at once; each outage of its link leaves a few at
     *     most
     */
    public record Recovery(int rememberedMessages, int storedRuns) {
        /** The bounds of every installation. */
        public static final Recovery DEFAULT = new Recovery(2_000_000, 64);
    }
}

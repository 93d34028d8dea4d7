package org.vigie.adapter.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigie.model.program.Subcommand;
import org.vigie.profiles.DeviceProfile;
import org.vigie.profiles.ProfileCatalog;
import org.vigie.profiles.ProfileProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code vigie decode}: a captured feed as JSON, one object a line. Exit 0 also with problem lines, 1 for a file that
 * cannot be read or has nothing of the kind in it, 2 for usage.
 */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Decode a captured feed with the live code path; JSON on stdout, one object a line.",
        footer = {
            "",
            "FILE is recognised by its content: bare HL7 (one or many messages), MLLP bytes, or .chunks text",
            "(hex, one TCP write a line). With --profile philips-intellivue: pcap, pcapng, .hex (one message, serial frame or",
            "Ethernet frame a line) or the bytes of a serial line.",
            "Exit codes: 0 decoded (also with problem lines), 1 unreadable or nothing decoded, 2 usage."
        })
public final class DecodeCommand implements Subcommand {
    private static final long LARGEST = 512L << 20;

    @Option(
            names = "--profile",
            paramLabel = "ID",
            description = "Profile to read with; without it each message is matched to one.")
    private @Nullable String profile;

    @Option(names = "--profiles", paramLabel = "FOLDER", description = "Folder with profiles of your own.")
    private @Nullable Path folder;

    @Option(names = "--list", description = "Name the profiles and end.")
    private boolean list;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The capture.")
    private @Nullable Path file;

    @Spec
    private @Nullable CommandSpec spec;

    private final OutputStream out;

    /** Writes to standard output. */
    public DecodeCommand() {
        this(System.out);
    }

    DecodeCommand(OutputStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (folder != null && !Files.isDirectory(folder)) {
            return fail(2, "decode: no such folder: " + folder);
        }
        ProfileCatalog catalog = ProfileCatalog.load(Optional.ofNullable(folder));
        for (ProfileProblem problem : catalog.problems()) {
            fail(1, problem.toString());
        }
        if (list) {
            return list(catalog);
        }
        if (file == null) {
            return fail(2, "decode: name a FILE, or --list (see decode --help)");
        }
        Optional<DeviceProfile> chosen = profile == null ? Optional.empty() : catalog.find(profile);
        boolean matched = profile == null || profile.equals("auto");
        if (!matched && chosen.isEmpty()) {
            return fail(2, "decode: no profile '" + profile + "' (decode --list names them)");
        }
        return decode(file, catalog, chosen);
    }

    private int decode(Path capture, ProfileCatalog catalog, Optional<DeviceProfile> chosen) {
        byte[] content;
        try {
            if (Files.isDirectory(capture)) {
                return fail(1, "decode: " + capture + " is a folder");
            }
            if (Files.size(capture) > LARGEST) {
                return fail(1, "decode: " + capture + " is larger than 512 MiB: split it");
            }
            content = Files.readAllBytes(capture);
        } catch (NoSuchFileException e) {
            return fail(1, "decode: no such file: " + capture);
        } catch (IOException e) {
            return fail(
                    1, "decode: cannot read " + capture + ": " + e.getClass().getSimpleName());
        }
        Reading reading = reading(content, catalog, chosen);
        int[] lines = {0};
        boolean any;
        try (BufferedOutputStream buffered = new BufferedOutputStream(new Kept(out), 1 << 16)) {
            any = reading.decode(content, line -> {
                lines[0]++;
                write(buffered, LineJson.of(line) + "\n");
            });
        } catch (IOException | UncheckedIOException e) {
            return fail(1, "decode: cannot write the result");
        }
        if (!any || lines[0] == 0) {
            return fail(1, "decode: nothing decoded: no " + reading.what() + " in " + capture);
        }
        return 0;
    }

    /**
     * How a file is read.
     *
     * @param what is looked for in it
     */
    private record Reading(String what, Decoding decoding) {
        boolean decode(byte[] content, Consumer<Line> out) {
            return decoding.decode(content, out);
        }
    }

    private interface Decoding {
        boolean decode(byte[] content, Consumer<Line> out);
    }

    /** By the profile; without one a capture of packets can only be that of monitors that speak IntelliVue. */
    private static Reading reading(byte[] content, ProfileCatalog catalog, Optional<DeviceProfile> chosen) {
        Optional<DeviceProfile> intellivue = chosen.isPresent()
                ? chosen.filter(profile -> profile.dialect().protocol() == DeviceProfile.Protocol.INTELLIVUE)
                : catalog.find("philips-intellivue").filter(profile -> IntellivueCapture.isPackets(content));
        if (intellivue.isPresent()) {
            return new Reading(
                    "IntelliVue message", (bytes, out) -> IntellivueCapture.decode(intellivue.get(), bytes, out));
        }
        CaptureDecoder hl7 = chosen.map(CaptureDecoder::with).orElseGet(() -> CaptureDecoder.matching(catalog));
        return new Reading("HL7 message", hl7::decode);
    }

    private int list(ProfileCatalog catalog) {
        StringBuilder text = new StringBuilder();
        for (DeviceProfile each : catalog.all()) {
            DeviceProfile.Product first = each.products().getFirst();
            text.append(
                    String.format("%-16s %-9s %s %s", each.id(), each.maturity().word(), first.maker(), first.model()));
            if (each.products().size() > 1) {
                text.append(" and ").append(each.products().size() - 1).append(" more");
            }
            text.append('\n');
        }
        write(out, text.toString());
        return 0;
    }

    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8)); // JSON is UTF-8, whatever the terminal is
            if (!(to instanceof BufferedOutputStream)) {
                to.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int fail(int code, String text) {
        PrintWriter err = spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
        err.println(text);
        err.flush();
        return code;
    }

    /** Standard output, which stays open. */
    private static final class Kept extends OutputStream {
        private final OutputStream to;

        Kept(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            to.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

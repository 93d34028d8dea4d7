package org.vigie.gateway.prove;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How this program is started again in a JVM of its own, with this one's class path. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * The command up to the class that is to run.
     *
     * @param home its home folder, where a crash of the JVM is written as well
     * @param options further options of the JVM, such as {@code -Xmx512m}
     */
    public static List<String> of(Path home, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // What Chronicle needs (stack.md 1.1: a manifest's opens are not read with -cp).
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:ErrorFile=" + home.resolve("hs_err_%p.log"),
                "-Duser.home=" + home,
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    /** Absolute: the other process may be started in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

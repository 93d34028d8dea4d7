package org.vigie.gateway.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Network namespaces that a campaign makes for itself and removes: {@code vigie-WORD-PID}. Root only. */
public final class Namespaces {
    private Namespaces() {}

    /**
     * Why this machine makes none, with what to do; empty when it does.
     *
     * @param campaign its name, for the command that a person is to type
     * @param tools commands that it needs beside {@code ip}, each with Debian's package
     * @param needs commands that have to work in a namespace; {@code %} stands for its name
     */
    public static Optional<String> obstacle(String campaign, Map<String, String> tools, List<String> needs)
            throws InterruptedException {
        if (!"0".equals(Shell.run("id", "-u").text())) {
            return Optional.of("needs root for network namespaces: sudo ./vigie prove " + campaign);
        }
        List<Map.Entry<String, String>> wanted = new ArrayList<>(List.of(Map.entry("ip", "iproute2")));
        wanted.addAll(tools.entrySet());
        for (Map.Entry<String, String> tool : wanted) {
            if (!isThere(tool.getKey())) {
                return Optional.of(tool.getKey() + " is missing: apt-get install " + tool.getValue());
            }
        }
        String probe = "vigie-probe-" + ProcessHandle.current().pid();
        Shell.Outcome made = Shell.run("ip", "netns", "add", probe);
        if (!made.isDone()) {
            return Optional.of("the kernel makes no network namespace: " + made.text());
        }
        try {
            for (String need : needs) {
                Shell.Outcome tried = Shell.run(need.replace("%", probe).split(" ", -1));
                if (!tried.isDone()) {
                    return Optional.of("the kernel lacks something, " + need + ": " + tried.text());
                }
            }
            return Optional.empty();
        } finally {
            Shell.run("ip", "netns", "del", probe);
        }
    }

    private static boolean isThere(String tool) throws InterruptedException {
        return Shell.run("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin command -v " + tool)
                .isDone();
    }

    /** The name of one that belongs to this process; nothing is made yet. */
    public static String own(String word) {
        return "vigie-" + word + "-" + ProcessHandle.current().pid();
    }

    /** Removes what runs of such a command left behind that were killed; says which. */
    public static List<String> sweep(List<String> words) throws InterruptedException {
        Pattern ours = Pattern.compile("^(vigie-(?:" + String.join("|", words) + ")-(\\d+))\\b", Pattern.MULTILINE);
        List<String> swept = new ArrayList<>();
        Matcher left = ours.matcher(Shell.run("ip", "netns", "list").text());
        while (left.find()) {
            if (ProcessHandle.of(Long.parseLong(left.group(2))).isEmpty()) {
                swept.add(left.group(1));
                remove(left.group(1));
            }
        }
        return swept;
    }

    /** A command as it runs in a namespace. */
    public static List<String> inside(String space, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", space));
        all.addAll(command);
        return all;
    }

    /** What is done while they are there. */
    @FunctionalInterface
    public interface Body<T> {
        /** Makes them, uses them, and ends. */
        T run() throws IOException, InterruptedException;
    }

    /**
     * Runs this and then removes the namespaces with everything in them, also on Ctrl-C, which runs no {@code finally}.
     */
    public static <T> T during(List<String> spaces, Body<T> body) throws IOException, InterruptedException {
        Thread left = Thread.ofPlatform().unstarted(() -> removeAll(spaces));
        Runtime.getRuntime().addShutdownHook(left);
        try {
            return body.run();
        } finally {
            removeAll(spaces);
            Runtime.getRuntime().removeShutdownHook(left);
        }
    }

    /**
     * Ends what still runs in them and removes them, also when this thread is interrupted; those that are not there are
     * passed over.
     */
    private static void removeAll(List<String> spaces) {
        boolean interrupted = Thread.interrupted();
        for (String space : spaces) {
            try {
                remove(space);
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The pids are those inside our own namespace: nobody else's process is in it. */
    private static void remove(String space) throws InterruptedException {
        Shell.Outcome pids = Shell.run("ip", "netns", "pids", space);
        if (pids.isDone()) {
            for (String pid : pids.text().lines().toList()) {
                if (!pid.isBlank()) {
                    Shell.run("kill", "-9", pid.strip());
                }
            }
            Shell.run("ip", "netns", "del", space);
        }
    }
}

package org.vigie.gateway.fanout.websocket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.LiveMessage.Command;
import org.vigie.dashboard.wire.LiveMessage.Result;
import org.vigie.gateway.pipeline.Reducer;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.ward.Action;

/**
 * Takes the commands of all displays: checks them, and lets each id through once. A page that repeats a command because
 * the link broke gets the first answer again. Belongs to the event loop of the displays.
 */
final class CommandDesk {
    /** A bed's name of 32 characters, and at a hub the name of its box behind it. */
    static final int MOST_BED = 72;

    private static final int REMEMBERED = 1_024;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern USER = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}.' -]{0,15}");

    private final WardFeed feed;
    private final Consumer<Runnable> loop;
    private final Map<String, Asked> asked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A command and its answer, or those who wait for it. */
    private static final class Asked {
        final Command command;
        final List<Consumer<Result>> waiting = new ArrayList<>();

        @Nullable Result result;

        Asked(Command command) {
            this.command = command;
        }
    }

    /**
     * A desk before a feed.
     *
     * @param feed journals and applies
     * @param loop runs a task on the event loop of the displays
     */
    CommandDesk(WardFeed feed, Consumer<Runnable> loop) {
        this.feed = feed;
        this.loop = loop;
    }

    /** True for an id that may be answered. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** True for initials, or a short name, that may be written into the log. */
    static boolean isUser(String user) {
        return USER.matcher(user).matches();
    }

    /** Takes a command; {@code answer} is called once, on the event loop of the displays. */
    void take(Command command, Consumer<Result> answer) {
        @Nullable Asked before = asked.get(command.id());
        if (before != null) {
            again(before, command, answer);
            return;
        }
        Optional<String> fault = fault(command);
        if (fault.isPresent()) {
            answer.accept(new Result(command.id(), false, fault.get()));
            return;
        }
        Asked now = new Asked(command);
        now.waiting.add(answer);
        asked.put(command.id(), now);
        feed.command(
                new Input.Command(command.id(), command.action(), command.bed(), command.alarm(), command.user()),
                result ->
                        loop.accept(() -> answered(now, new Result(result.id(), result.accepted(), result.reason()))));
    }

    private static void again(Asked before, Command command, Consumer<Result> answer) {
        if (!before.command.equals(command)) {
            answer.accept(new Result(command.id(), false, "id-reused"));
        } else if (before.result != null) {
            answer.accept(before.result);
        } else {
            before.waiting.add(answer);
        }
    }

    private void answered(Asked command, Result result) {
        command.result = result;
        command.waiting.forEach(waiting -> waiting.accept(result));
        command.waiting.clear();
        if ("busy".equals(result.reason())) {
            asked.remove(result.id()); // never applied: the same id may try again
        }
    }

    private static Optional<String> fault(Command command) {
        Optional<Action> action = Reducer.action(command.action());
        if (action.isEmpty()) {
            return Optional.of("unknown-action");
        }
        if (command.user() != null && !isUser(command.user())) {
            return Optional.of("bad-initials");
        }
        if (tooLong(command.bed(), MOST_BED) || tooLong(command.alarm(), 128)) {
            return Optional.of("bad-command");
        }
        boolean needsBed = action.get() == Action.STANDBY || action.get() == Action.END_STANDBY;
        return needsBed && command.bed() == null ? Optional.of("bed-missing") : Optional.empty();
    }

    static boolean tooLong(@Nullable String text, int most) {
        return text != null
                && (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl));
    }
}

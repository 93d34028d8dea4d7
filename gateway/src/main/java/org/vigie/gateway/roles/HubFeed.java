package org.vigie.gateway.roles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.pipeline.WardFeed;
import org.vigie.gateway.pipeline.records.DeliveryNote;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.BedId;
import org.vigie.model.ward.Action;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Person;
import org.vigie.model.ward.WardEffect.CommandResult;

/**
 * The ward of a hub: what is about beds of other boxes goes there, what is about the whole unit goes to every box, and
 * everything else stays (ADR 0087, 0094). The answer names every box that did not do it.
 */
public final class HubFeed implements WardFeed {
    private static final Set<String> UNIT_WIDE = Set.of(Action.PAUSE.word(), Action.RESUME.word());

    private static final String STILL_WATCHING = "still-watching";

    private final WardFeed own;
    private final HubRole hub;

    /** A feed before another. */
    public HubFeed(WardFeed own, HubRole hub) {
        this.own = own;
        this.hub = hub;
    }

    @Override
    public Published now() {
        return own.now();
    }

    @Override
    public void onChange(Runnable listener) {
        own.onChange(listener);
    }

    @Override
    public void command(Input.Command command, Consumer<CommandResult> done) {
        if (command.alarm() != null && EdgeBeds.isLinkAlarm(command.alarm())) {
            hub.acknowledge(command, done);
        } else if (command.bed() == null && command.alarm() == null && UNIT_WIDE.contains(command.action())) {
            everywhere(command, done);
        } else {
            hub.ownerOf(command.bed(), command.alarm())
                    .ifPresentOrElse(there -> send(command, there, done), () -> own.command(command, done));
        }
    }

    private void send(Input.Command command, EdgeBeds.Owner there, Consumer<CommandResult> done) {
        byte[] wish = Wishes.write(new Input.Command(
                command.id(),
                command.action(),
                command.bed() == null ? null : there.bed(),
                command.alarm(),
                command.user()));
        ask(there.edge(), command.id(), wish, new Gathering(command.id(), 1, done));
    }

    /** To this box, to every edge, and to the alarms of the links themselves. */
    private void everywhere(Input.Command command, Consumer<CommandResult> done) {
        Gathering all = new Gathering(command.id(), 1 + hub.boxes().size(), done);
        hub.pauseLinks(command.action().equals(Action.PAUSE.word()));
        own.command(command, here(all));
        byte[] wish = Wishes.write(command);
        hub.boxes().forEach(edge -> ask(edge, command.id(), wish, all));
    }

    private Consumer<CommandResult> here(Gathering all) {
        return result -> all.answered(hub.name(), result.accepted(), String.valueOf(result.reason()));
    }

    private void ask(String edge, String id, byte[] wish, Gathering all) {
        hub.ask(edge, id, wish, result -> all.answered(edge, result.accepted(), String.valueOf(result.reason())));
    }

    @Override
    public void order(Input.Ordered order, Consumer<CommandResult> done) {
        switch (order.order()) {
            case Order.SignOn on -> own.order(order, done);
            case Order.TellClock told -> own.order(order, done);
            case Order.SignOff off -> signOff(order, off, done);
            case Order.TakeWatch take -> parts(order, take.beds(), Order.TakeWatch::new, done);
            case Order.LeaveWatch leave -> parts(order, leave.beds(), Order.LeaveWatch::new, done);
            case Order.Admit admit ->
                parts(order, List.of(admit.bed()), beds -> new Order.Admit(beds.getFirst(), admit.patient()), done);
            case Order.ConfirmIdentity confirm ->
                parts(order, List.of(confirm.bed()), beds -> new Order.ConfirmIdentity(beds.getFirst()), done);
            case Order.Observe seen ->
                parts(
                        order,
                        List.of(seen.bed()),
                        beds -> new Order.Observe(beds.getFirst(), seen.consciousness(), seen.oxygen(), seen.scale()),
                        done);
            case Order.Discharge discharge ->
                parts(
                        order,
                        List.of(discharge.bed()),
                        beds -> new Order.Discharge(beds.getFirst(), discharge.closing()),
                        done);
            case Order.Transfer transfer -> transfer(order, transfer, done);
        }
    }

    /** The order for each box, with those of the beds that it owns. */
    private void parts(
            Input.Ordered order, List<BedId> beds, Function<List<BedId>, Order> part, Consumer<CommandResult> done) {
        List<BedId> here = new ArrayList<>();
        Map<String, List<BedId>> there = new LinkedHashMap<>();
        for (BedId bed : beds) {
            hub.ownerOf(bed.value(), null)
                    .ifPresentOrElse(
                            owner -> there.computeIfAbsent(owner.edge(), some -> new ArrayList<>())
                                    .add(new BedId(owner.bed())),
                            () -> here.add(bed));
        }
        if (there.isEmpty()) {
            own.order(order, done);
            return;
        }
        Optional<Person> person = person(order, done);
        if (person.isEmpty()) {
            return;
        }
        Gathering all = new Gathering(order.id(), there.size() + (here.isEmpty() ? 0 : 1), done);
        if (!here.isEmpty()) {
            own.order(new Input.Ordered(order.id(), part.apply(here), order.user(), order.display()), here(all));
        }
        there.forEach(
                (edge, its) -> ask(edge, order.id(), Wishes.write(person.get(), order.id(), part.apply(its)), all));
    }

    /** Who gives the order; without a person of this shift it is refused. */
    private Optional<Person> person(Input.Ordered order, Consumer<CommandResult> done) {
        @Nullable String user = order.user();
        Optional<Person> person = own.now().ward().people().stream()
                .filter(one -> one.initials().equals(user))
                .findFirst();
        if (person.isEmpty()) {
            done.accept(new CommandResult(order.id(), false, user == null ? "no-name" : "not-on-shift"));
        }
        return person;
    }

    /** Within one box: two boxes cannot do one half each and be sure of the other. */
    private void transfer(Input.Ordered order, Order.Transfer transfer, Consumer<CommandResult> done) {
        Optional<String> from = hub.ownerOf(transfer.from().value(), null).map(EdgeBeds.Owner::edge);
        Optional<String> to = hub.ownerOf(transfer.to().value(), null).map(EdgeBeds.Owner::edge);
        if (!from.equals(to)) {
            done.accept(new CommandResult(order.id(), false, "different-boxes"));
            return;
        }
        parts(
                order,
                List.of(transfer.from(), transfer.to()),
                beds -> new Order.Transfer(beds.getFirst(), beds.getLast(), transfer.closing()),
                done);
    }

    /**
     * A person leaves the whole unit: at the boxes first, because one where they still watch refuses it. A box that
     * never heard of them has nothing to do.
     */
    private void signOff(Input.Ordered order, Order.SignOff off, Consumer<CommandResult> done) {
        Optional<Person> person = person(order, done);
        if (person.isEmpty()) {
            return;
        }
        Gathering all = new Gathering(order.id(), hub.boxes().size(), there -> {
            if (String.valueOf(there.reason()).contains(STILL_WATCHING)) {
                done.accept(new CommandResult(order.id(), false, STILL_WATCHING));
            } else {
                own.order(order, here -> done.accept(here.accepted() ? there : here));
            }
        });
        byte[] wish = Wishes.write(person.get(), order.id(), off);
        for (String edge : hub.boxes()) {
            hub.ask(edge, order.id(), wish, result -> {
                boolean unknown = "not-on-shift".equals(result.reason());
                all.answered(edge, unknown || result.accepted(), String.valueOf(result.reason()));
            });
        }
    }

    @Override
    public void displays(Input.Displays told) {
        own.displays(told);
    }

    @Override
    public void seen(Input.Seen seen) {
        own.seen(seen);
    }

    @Override
    public void displaySet(String line) {
        own.displaySet(line);
    }

    @Override
    public void delivered(DeliveryNote note) {
        own.delivered(note);
    }
}

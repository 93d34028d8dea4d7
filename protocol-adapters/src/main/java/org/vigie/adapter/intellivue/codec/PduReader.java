package org.vigie.adapter.intellivue.codec;

import java.util.ArrayList;
import java.util.List;
import org.vigie.adapter.intellivue.codec.IntellivuePdu.Linked;

/**
 * Reads one payload: a UDP datagram or the user data of one serial frame. Never throws; every length is checked against
 * the structure around it; a list whose count and length disagree makes the message malformed, because what it hides
 * could be an alarm. Pure and thread-safe. Source: intellivue-protocol.md sections 3 to 8.
 */
public final class PduReader {
    static final int EVENT_MDS_CREATE = 0x0D06;
    static final int EVENT_CONNECT = 0x0D17;
    static final int ACTION_POLL = 0x0C16;
    static final int ACTION_EXTENDED_POLL = 0xF13B;
    static final int INVOKE = 1;
    static final int RESULT = 2;
    static final int ERROR = 3;
    static final int LINKED_RESULT = 5;
    static final int EVENT_REPORT = 0;
    static final int CONFIRMED_EVENT_REPORT = 1;
    static final int GET = 3;
    static final int SET = 4;
    static final int CONFIRMED_SET = 5;
    static final int CONFIRMED_ACTION = 7;
    static final int SET_TO_DEFAULT = 3;

    private static final int OBJECT_AND_LIST = 10;

    private PduReader() {}

    /**
     * Reads a payload.
     *
     * @param payload not changed by the caller afterwards: the message refers to it
     */
    public static Parsed read(byte[] payload) {
        OctetReader in = new OctetReader(Octets.of(payload));
        try {
            return new Parsed.Read(pdu(payload, in), in.remaining());
        } catch (MalformedException e) {
            return new Parsed.Malformed(e.offset(), e.reason());
        }
    }

    private static IntellivuePdu pdu(byte[] payload, OctetReader in) throws MalformedException {
        int first = in.u8();
        return switch (first) {
            case 0x00 -> connectIndication(in);
            case 0x0D, 0x0E -> AssociationReader.read(first == 0x0E, Octets.of(payload), in);
            case 0xE1 -> data(in);
            case 0x0C -> all(in, new IntellivuePdu.AssociationRefuse());
            case 0x09 -> all(in, new IntellivuePdu.ReleaseRequest());
            case 0x0A -> all(in, new IntellivuePdu.ReleaseResponse());
            case 0x19 -> all(in, new IntellivuePdu.Abort());
            default -> throw new MalformedException(0, "no-such-message");
        };
    }

    /** The first byte says it all: what else such a message holds decides nothing. */
    private static IntellivuePdu all(OctetReader in, IntellivuePdu pdu) {
        in.rest();
        return pdu;
    }

    private static IntellivuePdu connectIndication(OctetReader in) throws MalformedException {
        if (in.u8() != 0 || in.u16() != 0x0100) {
            throw new MalformedException(0, "no-such-message");
        }
        int type = in.u16();
        OctetReader rest = in.sized();
        rest.u16(); // invoke id
        int command = rest.u16();
        OctetReader body = rest.sized();
        object(body);
        long time = body.u32();
        int event = body.u16();
        OctetReader content = body.sized();
        if (type != INVOKE || command != EVENT_REPORT || event != EVENT_CONNECT) {
            return new IntellivuePdu.Unknown("announcement-" + hex(event));
        }
        List<Attribute> attributes = attributes(content);
        return new IntellivuePdu.ConnectIndication(time, attributes);
    }

    private static IntellivuePdu data(OctetReader in) throws MalformedException {
        in.u8(); // rest of the session id
        in.u16(); // presentation context
        int type = in.u16();
        OctetReader rest = in.sized();
        return switch (type) {
            case ERROR ->
                new IntellivuePdu.RemoteError(
                        rest.u16(), rest.u16(), rest.sized().rest());
            case INVOKE -> invoke(rest.u16(), rest.u16(), rest.sized());
            case RESULT -> result(Linked.WHOLE, 0, rest);
            case LINKED_RESULT -> result(linked(rest), rest.u8(), rest);
            default -> new IntellivuePdu.Unknown("operation-" + hex(type));
        };
    }

    private static Linked linked(OctetReader in) throws MalformedException {
        return switch (in.u8()) {
            case 1 -> Linked.FIRST;
            case 2 -> Linked.MIDDLE;
            case 3 -> Linked.LAST;
            default -> throw new MalformedException(in.position() - 1, "no-such-linked-state");
        };
    }

    private static IntellivuePdu invoke(int invokeId, int command, OctetReader body) throws MalformedException {
        ObjectId object = object(body);
        long timeOrScope = body.u32();
        return switch (command) {
            case EVENT_REPORT, CONFIRMED_EVENT_REPORT -> event(invokeId, object, timeOrScope, body);
            case GET -> get(invokeId, body);
            case SET, CONFIRMED_SET -> set(invokeId, command == CONFIRMED_SET, body);
            case CONFIRMED_ACTION -> pollRequest(invokeId, body.u16(), body.sized());
            default -> new IntellivuePdu.Unknown("command-" + hex(command));
        };
    }

    private static IntellivuePdu event(int invokeId, ObjectId object, long time, OctetReader body)
            throws MalformedException {
        int event = body.u16();
        OctetReader content = body.sized();
        return event == EVENT_MDS_CREATE
                ? new IntellivuePdu.MdsCreate(invokeId, object, time, created(content))
                : new IntellivuePdu.Unknown("event-" + hex(event));
    }

    /** Real monitors name the object once more before its attributes; a sender that does not is understood too. */
    private static List<Attribute> created(OctetReader in) throws MalformedException {
        OctetReader ahead = in.copy();
        if (ahead.remaining() > OBJECT_AND_LIST) {
            object(ahead);
            ahead.u16(); // count
            if (ahead.u16() == ahead.remaining()) {
                object(in);
            }
        }
        return attributes(in);
    }

    private static IntellivuePdu get(int invokeId, OctetReader body) throws MalformedException {
        List<Integer> ids = list(body, OctetReader::u16);
        return ids.size() == 1 && isPriorityList(ids.get(0))
                ? new IntellivuePdu.PriorityListGet(invokeId, ids.get(0))
                : new IntellivuePdu.Unknown("get");
    }

    private static IntellivuePdu set(int invokeId, boolean confirmed, OctetReader body) throws MalformedException {
        List<Change> changes = list(body, PduReader::change);
        return changes.size() == 1 && isPriorityList(changes.get(0).attribute.id())
                ? prioritySet(invokeId, confirmed, changes.get(0))
                : new IntellivuePdu.Unknown("set");
    }

    private static IntellivuePdu prioritySet(int invokeId, boolean confirmed, Change change) throws MalformedException {
        boolean toDefault = change.operator == SET_TO_DEFAULT;
        Octets value = change.attribute.value();
        List<Long> labels = toDefault && value.length() == 0 ? List.of() : labels(value);
        return new IntellivuePdu.PriorityListSet(invokeId, confirmed, change.attribute.id(), toDefault, labels);
    }

    private static IntellivuePdu pollRequest(int invokeId, int action, OctetReader body) throws MalformedException {
        if (action != ACTION_POLL && action != ACTION_EXTENDED_POLL) {
            return new IntellivuePdu.Unknown("action-" + hex(action));
        }
        boolean extended = action == ACTION_EXTENDED_POLL;
        int pollNumber = body.u16();
        body.u16(); // partition
        int objectClass = body.u16();
        int group = body.u16();
        List<Attribute> parameters = extended && body.remaining() > 0 ? attributes(body) : List.of();
        return new IntellivuePdu.PollRequest(invokeId, extended, pollNumber, objectClass, group, parameters);
    }

    private static IntellivuePdu result(Linked linked, int linkedCount, OctetReader in) throws MalformedException {
        int invokeId = in.u16();
        int command = in.u16();
        OctetReader body = in.sized();
        ObjectId object = object(body);
        return switch (command) {
            case CONFIRMED_EVENT_REPORT -> eventResult(invokeId, object, body);
            case GET, SET, CONFIRMED_SET -> priorityReply(invokeId, command != GET, body);
            case CONFIRMED_ACTION -> {
                int action = body.u16();
                OctetReader content = body.sized();
                yield action == ACTION_POLL || action == ACTION_EXTENDED_POLL
                        ? pollResult(new Cycle(invokeId, linked, linkedCount, action == ACTION_EXTENDED_POLL), content)
                        : new IntellivuePdu.Unknown("action-result-" + hex(action));
            }
            default -> new IntellivuePdu.Unknown("result-" + hex(command));
        };
    }

    private static IntellivuePdu eventResult(int invokeId, ObjectId object, OctetReader body)
            throws MalformedException {
        body.u32(); // time
        int event = body.u16();
        return event == EVENT_MDS_CREATE
                ? new IntellivuePdu.MdsCreateResult(invokeId, object)
                : new IntellivuePdu.Unknown("event-result-" + hex(event));
    }

    private static IntellivuePdu priorityReply(int invokeId, boolean afterSet, OctetReader body)
            throws MalformedException {
        for (Attribute attribute : attributes(body)) {
            if (isPriorityList(attribute.id())) {
                return new IntellivuePdu.PriorityListReply(
                        invokeId, afterSet, attribute.id(), labels(attribute.value()));
            }
        }
        return new IntellivuePdu.Unknown("attributes");
    }

    private static IntellivuePdu pollResult(Cycle cycle, OctetReader in) throws MalformedException {
        int pollNumber = in.u16();
        int sequence = cycle.extended ? in.u16() : 0;
        long relativeTime = in.u32();
        in.take(8); // absolute time: "not supported" in each of 3005 captured results
        in.u16(); // partition
        int objectClass = in.u16();
        int group = in.u16();
        List<PolledObject> objects = new ArrayList<>();
        for (List<PolledObject> ofContext : list(in, PduReader::context)) {
            objects.addAll(ofContext);
        }
        return new IntellivuePdu.PollResult(
                cycle.invokeId,
                cycle.linked,
                cycle.linkedCount,
                cycle.extended,
                pollNumber,
                sequence,
                relativeTime,
                objectClass,
                group,
                objects);
    }

    private static List<PolledObject> context(OctetReader in) throws MalformedException {
        int context = in.u16();
        return list(in, item -> {
            int handle = item.u16();
            return new PolledObject(context, handle, attributes(item));
        });
    }

    private static Change change(OctetReader in) throws MalformedException {
        int operator = in.u16();
        return new Change(operator, attribute(in));
    }

    private static boolean isPriorityList(int attributeId) {
        return attributeId == AttributeId.WAVE_PRIORITY || attributeId == AttributeId.NUMERIC_PRIORITY;
    }

    private static List<Long> labels(Octets value) throws MalformedException {
        return list(new OctetReader(value), OctetReader::u32);
    }

    private static ObjectId object(OctetReader in) throws MalformedException {
        return new ObjectId(in.u16(), in.u16(), in.u16());
    }

    static List<Attribute> attributes(OctetReader in) throws MalformedException {
        return list(in, PduReader::attribute);
    }

    private static Attribute attribute(OctetReader in) throws MalformedException {
        int id = in.u16();
        return new Attribute(id, in.sized().rest());
    }

    /** {@code count, length, items}: the form of every list. */
    static <T> List<T> list(OctetReader in, Item<T> item) throws MalformedException {
        int count = in.u16();
        OctetReader items = in.sized();
        List<T> read = new ArrayList<>(Math.min(count, items.remaining()));
        for (int i = 0; i < count; i++) {
            read.add(item.read(items));
        }
        items.end();
        return read;
    }

    private static String hex(int value) {
        return String.format("%04x", value);
    }

    /** How one item of a list is read; takes at least one byte. */
    @FunctionalInterface
    interface Item<T> {
        T read(OctetReader in) throws MalformedException;
    }

    private record Change(int operator, Attribute attribute) {}

    private record Cycle(int invokeId, Linked linked, int linkedCount, boolean extended) {}
}

package org.vigie.simulator.monitor.intellivue;

import java.util.ArrayList;
import java.util.List;

/** Reads what a client sends. Never throws: what is not understood is junk. */
final class ClientReader {
    private static final int USER_INFO_MARK_1 = 0xBE80_2880;
    private static final int MOST_LABELS = 64;

    private final byte[] bytes;
    private int at;

    private ClientReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static ClientMessage read(byte[] bytes) {
        if (bytes.length == 0) {
            return new ClientMessage.Junk();
        }
        try {
            return switch (bytes[0] & 0xFF) {
                case 0x0D -> new ClientReader(bytes).associationRequest();
                case 0x09 -> new ClientMessage.ReleaseRequest();
                case 0x19 -> new ClientMessage.Abort();
                case 0xE1 -> new ClientReader(bytes).data();
                default -> new ClientMessage.Junk();
            };
        } catch (IndexOutOfBoundsException tooShort) {
            return new ClientMessage.Junk();
        }
    }

    private int u8() {
        return bytes[at++] & 0xFF;
    }

    private int u16() {
        return u8() << 8 | u8();
    }

    private long u32() {
        return (long) u16() << 16 | u16();
    }

    /** The user data begin behind BE 80 28 80, an optional 02 01 02, and 81 (section 5.3). */
    private ClientMessage associationRequest() {
        int start = -1;
        for (int i = 0; i + 8 < bytes.length && start < 0; i++) {
            at = i;
            if ((int) u32() == USER_INFO_MARK_1) {
                start = i + 4;
            }
        }
        if (start < 0) {
            return new ClientMessage.Junk();
        }
        // Clients write the whole presentation context; its last element 81 stands before the length.
        while (start < bytes.length && (bytes[start] & 0xFF) != 0x81) {
            start++;
        }
        at = start + 1;
        int first = u8();
        int length = first < 0x80 ? first : first == 0x81 ? u8() : u16();
        if (length < 28) {
            return new ClientMessage.Junk();
        }
        at += 20;
        u16();
        int optionList = u16();
        at += optionList;
        return profiles();
    }

    private ClientMessage profiles() {
        long period = 0;
        long options = 0;
        int count = u16();
        u16();
        for (int i = 0; i < count; i++) {
            int id = u16();
            int length = u16();
            int end = at + length;
            if (id == 0x0001 && length >= 24) {
                at += 4;
                period = u32();
                at += 16;
                options = pollProfileExt(end);
            }
            at = end;
        }
        return new ClientMessage.AssociationRequest(period, options);
    }

    private long pollProfileExt(int end) {
        if (at + 4 > end) {
            return 0;
        }
        int count = u16();
        u16();
        for (int i = 0; i < count && at + 4 <= end; i++) {
            int id = u16();
            int length = u16();
            if (id == Nomenclature.ATTR_POLL_PROFILE_EXT && length >= 4) {
                return u32();
            }
            at += length;
        }
        return 0;
    }

    private ClientMessage data() {
        at = 4;
        int type = u16();
        u16();
        int invoke = u16();
        int command = u16();
        u16();
        if (type == Nomenclature.RO_RESULT) {
            return command == Nomenclature.COMMAND_CONFIRMED_EVENT
                    ? new ClientMessage.MdsCreateResult(invoke)
                    : new ClientMessage.Junk();
        }
        if (type != Nomenclature.RO_INVOKE) {
            return new ClientMessage.Junk();
        }
        at += 6; // the managed object, always the MDS
        u32(); // scope
        return switch (command) {
            case Nomenclature.COMMAND_CONFIRMED_ACTION -> poll(invoke);
            case Nomenclature.COMMAND_GET -> get(invoke);
            case Nomenclature.COMMAND_SET -> set(invoke, false);
            case Nomenclature.COMMAND_CONFIRMED_SET -> set(invoke, true);
            default -> new ClientMessage.Unsupported(invoke);
        };
    }

    private ClientMessage poll(int invoke) {
        int action = u16();
        u16();
        if (action != Nomenclature.ACTION_SINGLE_POLL && action != Nomenclature.ACTION_EXTENDED_POLL) {
            return new ClientMessage.Unsupported(invoke);
        }
        boolean extended = action == Nomenclature.ACTION_EXTENDED_POLL;
        int number = u16();
        u16(); // partition
        int objectClass = u16();
        int group = u16();
        long period = 0;
        if (extended) {
            int count = u16();
            u16();
            for (int i = 0; i < count; i++) {
                int id = u16();
                int length = u16();
                int end = at + length;
                if (id == Nomenclature.ATTR_POLL_PERIOD && length == 4) {
                    period = u32();
                }
                at = end;
            }
        }
        return new ClientMessage.Poll(invoke, extended, number, objectClass, group, period);
    }

    private ClientMessage get(int invoke) {
        int count = u16();
        u16();
        return count == 1 ? new ClientMessage.GetList(invoke, u16()) : new ClientMessage.Unsupported(invoke);
    }

    private ClientMessage set(int invoke, boolean confirmed) {
        int count = u16();
        u16();
        if (count != 1) {
            return new ClientMessage.Unsupported(invoke);
        }
        int operator = u16();
        int attribute = u16();
        u16();
        List<Integer> labels = new ArrayList<>();
        if (operator == 0) {
            int entries = Math.min(u16(), MOST_LABELS);
            u16();
            for (int i = 0; i < entries; i++) {
                labels.add((int) u32());
            }
        }
        return new ClientMessage.SetList(invoke, confirmed, attribute, operator == 3, labels);
    }
}

package org.vigie.gateway.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vigie.gateway.pipeline.records.Input;
import org.vigie.model.BedId;
import org.vigie.model.ward.Order;
import org.vigie.model.ward.Person;

class WishesTest {
    private static final Person ANNE = new Person("AB", "Anne", "$argon2id$x", Instant.EPOCH);
    private static final Order WATCH = new Order.TakeWatch(List.of(new BedId("R01"), new BedId("R02")));

    @Test
    void whatIsWrittenIsRead() {
        Input.Command command = new Input.Command("c1", "pause", null, null, "AB");
        assertEquals(Optional.of(new Wishes.Wish.Asked(command)), Wishes.read(Wishes.write(command)));
        assertEquals(
                Optional.of(new Wishes.Wish.Vouched(
                        new Order.SignOn("AB", "Anne", "$argon2id$x"), new Input.Ordered("o1", WATCH, "AB", 0))),
                Wishes.read(Wishes.write(ANNE, "o1", WATCH)));
    }

    @Test
    void whatEndsEarlyOrIsOfAnotherKindIsNone() {
        byte[] whole = Wishes.write(ANNE, "o1", WATCH);
        for (int length = 0; length < whole.length; length++) {
            assertTrue(Wishes.read(Arrays.copyOf(whole, length)).isEmpty(), "cut at " + length);
        }
        byte[] other = whole.clone();
        other[0] = 9;
        assertTrue(Wishes.read(other).isEmpty());
        byte[] huge = whole.clone();
        huge[1] = 0x7F;
        assertTrue(Wishes.read(huge).isEmpty());
        byte[] negative = whole.clone();
        negative[1] = (byte) 0xFF;
        assertTrue(Wishes.read(negative).isEmpty());
    }
}

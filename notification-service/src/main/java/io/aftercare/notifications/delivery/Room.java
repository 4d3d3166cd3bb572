package io.aftercare.notifications.delivery;

import io.aftercare.notifications.channel.Letter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * The places that the claims of one transaction take up: each is used after the commit, or given
 * back.
 */
final class Room {

    /** A letter to be sent under a claim. */
    record Parcel(Claim claim, Letter letter) {}

    private final BooleanSupplier place;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private int taken;

    /**
     * @param place takes one more place, or says false
     */
    Room(BooleanSupplier place) {
        this.place = place;
    }

    /** True if there was a place; it is held from now on. */
    boolean take() {
        boolean free = place.getAsBoolean();
        taken += free ? 1 : 0;
        return free;
    }

    int taken() {
        return taken;
    }

    /** Puts a letter into a taken place. */
    void fill(Parcel parcel) {
        parcels.add(parcel);
    }

    /** Empties it: each parcel now owns its place. */
    Deque<Parcel> clear() {
        Deque<Parcel> all = new ArrayDeque<>(parcels);
        parcels.clear();
        taken -= all.size();
        return all;
    }
}

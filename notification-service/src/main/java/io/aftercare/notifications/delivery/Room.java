package io.aftercare.notifications.delivery;

import io.aftercare.notifications.channel.Letter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;

/** The places that one transaction's claims take up. Given back if it does not commit. */
final class Room implements TransactionSynchronization {

    private final SendClaimed sender;
    private final List<Runnable> sending = new ArrayList<>();
    private int taken;

    Room(SendClaimed sender) {
        this.sender = sender;
    }

    /** True if there was a place; it is held from now on. */
    boolean take() {
        boolean free = sender.takePlace();
        taken += free ? 1 : 0;
        return free;
    }

    int taken() {
        return taken;
    }

    /** Puts a letter into a taken place. */
    void fill(Claim claim, Letter letter) {
        sending.add(() -> sender.send(claim, letter));
    }

    @Override
    public void afterCompletion(int status) {
        int filled = status == STATUS_COMMITTED ? sending.size() : 0;
        sending.subList(0, filled).forEach(Runnable::run);
        for (int free = taken - filled; free > 0; free--) {
            sender.freePlace();
        }
    }
}

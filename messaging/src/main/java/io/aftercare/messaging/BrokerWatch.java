package io.aftercare.messaging;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks now and then whether the broker answers; clients of Kafka keep quiet about it. */
class BrokerWatch {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final long PATIENCE_SECONDS = 2;

    private final Admin admin;
    private long asked;
    private boolean answered;

    BrokerWatch(Admin admin) {
        this.admin = admin;
    }

    /** True if the broker answered within the last seconds. May take two seconds. */
    synchronized boolean answers() {
        if (asked == 0 || System.nanoTime() - asked > FRESH.toNanos()) {
            answered = ask();
            asked = System.nanoTime();
        }
        return answered;
    }

    private boolean ask() {
        try {
            admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

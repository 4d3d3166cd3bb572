package io.aftercare.messaging.tally;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;

/** The service under test, in the test's own JVM or as a process of its own. */
@SpringBootApplication
public class TallyApplication {

    /** What a process writes to its log once messages flow. */
    public static final String READY = "the tally is ready";

    /** Runs until it is told or made to end. */
    public static void main(String[] arguments) throws InterruptedException {
        ApplicationContext service = SpringApplication.run(TallyApplication.class, arguments);
        while (!isReady(service)) {
            Thread.sleep(20);
        }
        System.out.println(READY);
    }

    /** True while messages flow. */
    public static boolean isReady(ApplicationContext service) {
        Health health = service.getBean("messagingHealthIndicator", HealthIndicator.class).health();
        return health != null && Status.UP.equals(health.getStatus());
    }
}

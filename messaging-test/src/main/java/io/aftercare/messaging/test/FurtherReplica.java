package io.aftercare.messaging.test;

import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.timers.FiringTimers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.util.ClassUtils;

/**
 * One more replica of the service under test, in this JVM: on the same database, broker and clock,
 * with connections, consumers, relay and timers of its own. Between the two only the database
 * decides.
 */
public final class FurtherReplica implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where a test's settings are, those that win first. */
    private static final List<String> SETTINGS =
            List.of("Dynamic Test Properties", "Inlined Test Properties", RealParts.NAME);

    private final ConfigurableApplicationContext context;

    private FurtherReplica(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it; its messages flow when this returns.
     *
     * @param first the service under test
     * @param settings that this one has in place of the first one's, as {@code "a.setting=3"}
     */
    public static FurtherReplica of(ConfigurableApplicationContext first, String... settings) {
        Map<String, Object> own = new HashMap<>(Map.of("server.port", "0"));
        Stream.of(settings)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> own.put(setting[0], setting[1]));
        MutablePropertySources firsts = first.getEnvironment().getPropertySources();
        Object application =
                first.getBeansWithAnnotation(SpringBootApplication.class)
                        .values()
                        .iterator()
                        .next();
        FurtherReplica replica =
                new FurtherReplica(
                        new SpringApplicationBuilder(ClassUtils.getUserClass(application))
                                .initializers(
                                        it -> {
                                            var sources = it.getEnvironment().getPropertySources();
                                            SETTINGS.reversed().stream()
                                                    .map(firsts::get)
                                                    .filter(source -> source != null)
                                                    .forEach(sources::addFirst);
                                            sources.addFirst(new MapPropertySource("own", own));
                                            it.getBeanFactory()
                                                    .registerSingleton(
                                                            "clock",
                                                            first.getBean(MovableClock.class));
                                        })
                                .registerShutdownHook(false)
                                .run());
        await("the further replica is ready").atMost(PATIENCE).until(replica::isReady);
        return replica;
    }

    private boolean isReady() {
        Health health = context.getBean("messagingHealthIndicator", HealthIndicator.class).health();
        return health != null && Status.UP.equals(health.getStatus());
    }

    /** Its HTTP side. */
    public Rest rest() {
        return new Rest(context.getEnvironment());
    }

    /** Fires what is due and returns how many timers this call fired. */
    public int fireDue() {
        return context.getBean(FiringTimers.class).fireDue();
    }

    @Override
    public void close() {
        context.close();
    }
}

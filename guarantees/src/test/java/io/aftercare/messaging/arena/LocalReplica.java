package io.aftercare.messaging.arena;

import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.TallyApplication;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.timers.FiringTimers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A replica in this JVM: its beans can be reached, but it cannot be killed. */
public final class LocalReplica implements Replica {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;

    private LocalReplica(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static LocalReplica start(Arena arena, @Nullable MovableClock clock, String... settings) {
        Map<String, Object> all = new HashMap<>(Surroundings.of(arena));
        Stream.of(settings)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> all.put(setting[0], setting[1]));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(TallyApplication.class)
                        .web(WebApplicationType.NONE)
                        .initializers(
                                it -> {
                                    it.getEnvironment()
                                            .getPropertySources()
                                            .addFirst(new MapPropertySource("arena", all));
                                    if (clock != null) {
                                        it.getBeanFactory().registerSingleton("clock", clock);
                                    }
                                })
                        .registerShutdownHook(false)
                        .run();
        return new LocalReplica(context);
    }

    /** Waits until its messages flow. */
    public LocalReplica awaitReady() {
        await("replica is ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(this::isReady);
        return this;
    }

    /** True while its messages flow: what its readiness says. */
    public boolean isReady() {
        return TallyApplication.isReady(context);
    }

    /** The partitions of each topic that it reads at the moment. */
    public Map<String, Integer> assigned() {
        return bean(Subscriptions.class).assigned();
    }

    /** Fires what is due on its clock and returns how many timers this call fired. */
    public int fireDue() {
        return bean(FiringTimers.class).fireDue();
    }

    public <B> B bean(Class<B> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}

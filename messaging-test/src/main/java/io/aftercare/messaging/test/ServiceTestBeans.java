package io.aftercare.messaging.test;

import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.timers.FiringTimers;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.stack.Infrastructure;
import io.aftercare.stack.ServiceDatabase;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The beans that a {@link ServiceTest} may inject. */
@Configuration(proxyBeanMethods = false)
class ServiceTestBeans {

    @Bean
    @Primary
    MovableClock movableClock() {
        return new MovableClock();
    }

    @Bean
    SentEvents sentEvents() {
        Infrastructure parts = Infrastructure.shared();
        return new SentEvents(parts.bootstrapServers(), URI.create(parts.registryUrl()));
    }

    @Bean
    Publishing publishing(MovableClock clock) {
        Infrastructure parts = Infrastructure.shared();
        return new Publishing(parts.bootstrapServers(), URI.create(parts.registryUrl()), clock);
    }

    @Bean
    FireTimers fireTimers(FiringTimers firing, JdbcClient sql, MovableClock clock) {
        return new FireTimers(firing, sql, clock);
    }

    @Bean
    Quiet quiet(
            @Value("${spring.application.name}") String service,
            ObjectProvider<Listener<?>> listeners,
            Admin admin,
            JdbcClient sql) {
        List<String> topics = listeners.stream().map(Listener::topic).distinct().toList();
        return new Quiet(service, topics, admin, sql);
    }

    @Bean
    Rest rest(Environment environment) {
        return new Rest(environment);
    }

    /** From here on the database refuses a timer that nobody would handle, in any test. */
    @Bean
    ApplicationListener<ApplicationStartedEvent> everyTimerNeedsAHandler(
            ServiceDatabase database, ObjectProvider<TimerHandler> handlers) {
        String kinds =
                handlers.stream()
                        .map(handler -> "'" + handler.kind().replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
        return _ ->
                JdbcClient.create(
                                new DriverManagerDataSource(
                                        database.jdbcUrl(),
                                        database.owner(),
                                        database.ownerPassword()))
                        .sql(
                                """
                                ALTER TABLE messaging.timer
                                  ADD CONSTRAINT every_timer_kind_has_a_handler
                                CHECK (kind = ANY (%s))"""
                                        .formatted(kinds))
                        .update();
    }
}

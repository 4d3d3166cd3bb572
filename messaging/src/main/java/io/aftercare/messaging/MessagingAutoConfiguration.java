package io.aftercare.messaging;

import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.messaging.outbox.Relay;
import io.aftercare.messaging.timers.FiringTimers;
import io.aftercare.messaging.timers.Partitions;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.messaging.wire.Decoder;
import io.aftercare.messaging.wire.Encoder;
import io.aftercare.messaging.wire.Registry;
import io.aftercare.messaging.wire.Schemas;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Brings inbox, outbox, timers and all that runs them into a service that declares listeners and
 * handlers.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        },
        beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@EnableConfigurationProperties(MessagingSettings.class)
class MessagingAutoConfiguration {

    /** The one clock. Whole milliseconds, as records carry them. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** Messaging's own tables live in a schema, and have a migration history, of their own. */
    @Bean
    FlywayMigrationStrategy migrateMessagingFirst() {
        return service -> {
            Flyway.configure()
                    .dataSource(service.getConfiguration().getDataSource())
                    .schemas("messaging")
                    .locations("classpath:db/messaging")
                    .placeholders(service.getConfiguration().getPlaceholders())
                    .load()
                    .migrate();
            service.migrate();
        };
    }

    @Bean
    Streams streams(JdbcClient sql) {
        return new Streams(sql);
    }

    @Bean
    Transactions transactions(PlatformTransactionManager manager, Streams streams) {
        return new Transactions(manager, streams);
    }

    @Bean
    Registry registry(@Value("${aftercare.registry-url}") URI registry) {
        return new Registry(registry);
    }

    @Bean
    Schemas schemas(Registry registry) {
        return new Schemas(registry);
    }

    @Bean
    Encoder encoder(Schemas schemas) {
        return new Encoder(schemas::id);
    }

    @Bean
    Decoder decoder(Registry registry) {
        return new Decoder(registry);
    }

    @Bean
    Admin messagingAdmin(KafkaProperties kafka) {
        Map<String, Object> all = new HashMap<>(kafka.buildAdminProperties());
        // nobody waits longer for an answer, and what is not answered holds up the shutdown
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        return Admin.create(all);
    }

    @Bean
    Partitions partitions(ObjectProvider<Listener<?>> listeners) {
        return new Partitions(() -> listeners.stream().map(Listener::topic).toList());
    }

    @Bean
    static PoolSize poolSize(ConfigurableListableBeanFactory beans, Environment environment) {
        return new PoolSize(beans, environment);
    }

    @Bean
    Outbox outbox(JdbcClient sql, Streams streams, Encoder encoder, Clock clock, Relay relay) {
        return new Outbox(sql, streams, encoder, clock, relay::wake);
    }

    @Bean
    Relay relay(
            @Value("${spring.application.name}") String service,
            JdbcClient sql,
            DataSource database,
            KafkaProperties kafka,
            MessagingSettings settings,
            MeterRegistry metrics) {
        return new Relay(
                service,
                sql,
                database,
                () -> Producers.inOrder(kafka.buildProducerProperties()),
                settings,
                metrics);
    }

    @Bean
    Timers timers(
            JdbcClient sql,
            Streams streams,
            Partitions partitions,
            Clock clock,
            ObjectProvider<FiringTimers> firing) {
        return new Timers(sql, streams, partitions, clock, at -> firing.getObject().wake(at));
    }

    @Bean
    FiringTimers firingTimers(
            @Value("${spring.application.name}") String service,
            ObjectProvider<TimerHandler> handlers,
            JdbcClient sql,
            Admin admin,
            Transactions transactions,
            MessagingSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        return new FiringTimers(
                service,
                handlers.orderedStream().toList(),
                sql,
                admin,
                transactions,
                settings.timers(),
                clock,
                metrics);
    }

    @Bean
    Subscriptions subscriptions(
            @Value("${spring.application.name}") String service,
            ObjectProvider<Listener<?>> listeners,
            KafkaProperties kafka,
            Transactions transactions,
            JdbcClient sql,
            Decoder decoder,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry metrics) {
        return new Subscriptions(
                service,
                List.copyOf(listeners.orderedStream().toList()),
                kafka.buildConsumerProperties(),
                () -> Producers.ofDeadLetters(kafka.buildProducerProperties()),
                transactions,
                sql,
                decoder,
                clock,
                settings,
                metrics);
    }

    @Bean
    Engine engine(
            Schemas schemas,
            Partitions partitions,
            Admin admin,
            Relay relay,
            FiringTimers timers,
            Subscriptions subscriptions) {
        return new Engine(schemas, partitions, admin, relay, timers, subscriptions);
    }

    @Bean
    HealthIndicator messagingHealthIndicator(
            Engine engine,
            Subscriptions subscriptions,
            Relay relay,
            FiringTimers timers,
            Admin admin) {
        return new MessagingHealth(engine, subscriptions, relay, timers, new BrokerWatch(admin));
    }
}

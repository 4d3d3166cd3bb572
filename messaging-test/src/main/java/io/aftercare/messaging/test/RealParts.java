package io.aftercare.messaging.test;

import io.aftercare.schemas.CreateTopics;
import io.aftercare.schemas.RegisterSchemas;
import io.aftercare.stack.Infrastructure;
import io.aftercare.stack.ServiceDatabase;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a service under test the addresses of real parts, and a database of its own. */
final class RealParts implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** What its settings are called. */
    static final String NAME = "real parts";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static boolean prepared;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Infrastructure parts = Infrastructure.shared();
        prepare(parts);
        ServiceDatabase database =
                parts.createDatabase("service_test_" + DATABASES.incrementAndGet());
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(NAME, settings(parts, database)));
        context.getBeanFactory().registerSingleton("serviceDatabase", database);
    }

    /** Topics and schemas of the system, once per JVM. */
    private static synchronized void prepare(Infrastructure parts) {
        if (!prepared) {
            CreateTopics.create(parts.bootstrapServers(), (short) 1);
            RegisterSchemas.register(URI.create(parts.registryUrl()));
            prepared = true;
        }
    }

    private static Map<String, Object> settings(Infrastructure parts, ServiceDatabase database) {
        Map<String, Object> all = new HashMap<>(environment(parts, database));
        Rest.SECRETS.forEach(
                (role, secret) ->
                        all.put("AFTERCARE_ACCESS_" + role.toUpperCase(Locale.ROOT), secret));
        return all;
    }

    /** The environment variables of a service that runs on these parts. */
    static Map<String, String> environment(Infrastructure parts, ServiceDatabase database) {
        return Map.of(
                "AFTERCARE_DATABASE_URL", database.jdbcUrl(),
                "AFTERCARE_DATABASE_USER", database.running(),
                "AFTERCARE_DATABASE_PASSWORD", database.runningPassword(),
                "AFTERCARE_MIGRATION_USER", database.owner(),
                "AFTERCARE_MIGRATION_PASSWORD", database.ownerPassword(),
                "AFTERCARE_BOOTSTRAP_SERVERS", parts.bootstrapServers(),
                "AFTERCARE_REGISTRY_URL", parts.registryUrl(),
                "AFTERCARE_LINK_KEY", "dGhpcyBrZXkgaXMgZm9yIHRlc3RzIGFuZCBmb3Igbm90aGluZyBlbHNl");
    }
}

package io.aftercare.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts small Spring applications in this JVM. */
final class Apps {

    private Apps() {}

    static ConfigurableApplicationContext start(
            Class<?> app, Contender.Run run, Map<String, Object> special) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.config.name", "bench");
        settings.put("spring.application.name", run.group());
        settings.put("AFTERCARE_DATABASE_URL", run.database().jdbcUrl());
        settings.put("AFTERCARE_DATABASE_USER", run.database().running());
        settings.put("AFTERCARE_DATABASE_PASSWORD", run.database().runningPassword());
        settings.put("AFTERCARE_MIGRATION_USER", run.database().owner());
        settings.put("AFTERCARE_MIGRATION_PASSWORD", run.database().ownerPassword());
        settings.put("AFTERCARE_BOOTSTRAP_SERVERS", run.ground().brokers());
        settings.put("AFTERCARE_REGISTRY_URL", run.ground().registry());
        settings.put("bench.in", run.in());
        settings.put("bench.out", run.out());
        settings.putAll(special);
        return new SpringApplicationBuilder(app)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
    }
}

package io.aftercare.messaging.arena;

import io.aftercare.stack.Infrastructure;
import io.aftercare.stack.ServiceDatabase;
import java.util.HashMap;
import java.util.Map;

/** What a replica is told of its surroundings; settings given later win. */
final class Surroundings {

    private Surroundings() {}

    static Map<String, String> of(Arena arena) {
        Infrastructure parts = arena.parts();
        ServiceDatabase database = arena.database();
        Map<String, String> all = new HashMap<>();
        all.put("AFTERCARE_DATABASE_URL", database.jdbcUrl());
        all.put("AFTERCARE_DATABASE_USER", database.running());
        all.put("AFTERCARE_DATABASE_PASSWORD", database.runningPassword());
        all.put("AFTERCARE_MIGRATION_USER", database.owner());
        all.put("AFTERCARE_MIGRATION_PASSWORD", database.ownerPassword());
        all.put("AFTERCARE_BOOTSTRAP_SERVERS", parts.bootstrapServers());
        all.put("AFTERCARE_REGISTRY_URL", parts.registryUrl());
        all.put("spring.application.name", arena.service());
        all.put("spring.main.web-application-type", "none");
        return all;
    }
}

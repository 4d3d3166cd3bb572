package io.aftercare.schemas;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Registers the schema of every topic. Nobody else does: services and publishers only look schemas
 * up, so that a forgotten or broken one stops at the door and not in a consumer.
 *
 * <p>Each subject is {@code <topic>-value} and must be BACKWARD_TRANSITIVE; the registry's own
 * default is no check at all. Running it again changes nothing, and running an older release again
 * adds nothing.
 */
public final class RegisterSchemas {

    private static final String RULE = "BACKWARD_TRANSITIVE";

    private final RegistryApi registry;

    private RegisterSchemas(RegistryApi registry) {
        this.registry = registry;
    }

    /**
     * Sets and verifies the rule of every subject and registers its schema.
     *
     * @param registry base address, as {@code http://localhost:8080}; the Confluent-compatible API
     *     is expected under {@code /apis/ccompat/v7}
     * @return the schema id of each topic, in the order of {@link Topics#names()}
     * @throws PreparationFailedException if the registry cannot be reached, refuses a schema as
     *     incompatible, or answers anything else unexpected; subjects before that one are done
     */
    public static Map<String, Integer> register(URI registry) {
        try (RegistryApi api = new RegistryApi(registry)) {
            return new RegisterSchemas(api).all();
        }
    }

    private Map<String, Integer> all() {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String topic : Topics.names()) {
            ids.put(topic, one(topic + "-value", Schemas.of(topic).toString()));
        }
        return ids;
    }

    private int one(String subject, String schema) {
        registry.setCompatibility(subject, RULE);
        String rule = registry.compatibility(subject);
        if (!rule.equals(RULE)) {
            throw new PreparationFailedException(
                    "Subject " + subject + " must be " + RULE + " but stays " + rule);
        }
        return registry.register(subject, schema);
    }
}

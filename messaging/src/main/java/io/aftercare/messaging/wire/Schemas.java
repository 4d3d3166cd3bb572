package io.aftercare.messaging.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The schemas on the class path ({@code avro/<topic>.avsc}) and the ids under which the registry
 * knows them. A service writes nothing before all of them were found.
 */
public final class Schemas {

    private final Registry registry;
    private final Map<String, Schema> byTopic = new TreeMap<>();
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    public Schemas(Registry registry) {
        this.registry = registry;
        load();
    }

    /**
     * Asks the registry for every schema that has no id yet.
     *
     * @throws SchemaNotFound if one is not registered (yet)
     * @throws RegistryAway if the registry cannot be asked
     */
    public void lookUp() {
        byTopic.forEach(
                (topic, schema) -> ids.computeIfAbsent(topic, _ -> registry.idOf(topic, schema)));
    }

    /** True once every schema has an id. */
    public boolean known() {
        return ids.size() == byTopic.size();
    }

    /**
     * @throws RegistryAway if the id is not known yet
     */
    public int id(String topic) {
        Integer id = ids.get(topic);
        if (id == null) {
            throw new RegistryAway("the schema of " + topic + " was not looked up yet", null);
        }
        return id;
    }

    private void load() {
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:avro/*.avsc")) {
                String file = Objects.requireNonNull(resource.getFilename());
                try (InputStream content = resource.getInputStream()) {
                    byTopic.put(
                            file.substring(0, file.length() - ".avsc".length()),
                            new Schema.Parser().parse(content));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

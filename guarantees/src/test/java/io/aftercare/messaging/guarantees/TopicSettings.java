package io.aftercare.messaging.guarantees;

import io.aftercare.messaging.arena.Arena;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Changes a topic's settings, as an operator might. The broker follows a moment later. */
final class TopicSettings {

    private TopicSettings() {}

    static void set(Arena arena, String topic, String name, String value) {
        change(arena, topic, new AlterConfigOp(new ConfigEntry(name, value), OpType.SET));
    }

    private static void change(Arena arena, String topic, AlterConfigOp operation) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            arena.admin().incrementalAlterConfigs(Map.of(resource, List.of(operation))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package io.aftercare.schemas;

import static java.util.Objects.requireNonNull;

import io.aftercare.schemas.Topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are missing and verifies those that exist. It never changes an existing
 * topic: another partition count would move keys to other partitions, and a shorter retention set
 * in passing could delete what somebody chose to keep. The replication factor of existing topics is
 * not looked at, but how many of those copies must exist before a record counts as written.
 */
public final class CreateTopics {

    private static final int PATIENCE_MILLIS = 15_000;
    private static final String MIN_IN_SYNC = "min.insync.replicas";

    private final Admin admin;
    private final short replicationFactor;

    private CreateTopics(Admin admin, short replicationFactor) {
        this.admin = admin;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Brings the broker to {@link Topics#all()}. Running it again changes nothing.
     *
     * @param bootstrapServers {@code host:port}, several with commas
     * @param replicationFactor copies of each new topic; 1 only where losing data is acceptable
     * @return the names of the topics that were created
     * @throws PreparationFailedException if the broker cannot be reached or refuses, or an existing
     *     topic has another partition count or setting; the message names all of these
     */
    public static List<String> create(String bootstrapServers, short replicationFactor) {
        Map<String, Object> client =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (Admin admin = Admin.create(client)) {
            return new CreateTopics(admin, replicationFactor).create();
        } catch (TimeoutException e) {
            throw new PreparationFailedException(
                    "Kafka at " + bootstrapServers + " does not answer: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new PreparationFailedException(
                    "Kafka at " + bootstrapServers + " failed or refused: " + reason(e), e);
        }
    }

    private List<String> create() {
        Set<String> present = outcome(admin.listTopics().names());
        List<String> created = createMissing(present);
        verify(Topics.all().stream().filter(t -> !created.contains(t.name())).toList());
        return created;
    }

    private List<String> createMissing(Set<String> present) {
        List<NewTopic> missing =
                Topics.all().stream()
                        .filter(topic -> !present.contains(topic.name()))
                        .map(this::newTopic)
                        .toList();
        return admin.createTopics(missing).values().entrySet().stream()
                .filter(entry -> created(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private NewTopic newTopic(Topic topic) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put(MIN_IN_SYNC, minInSync(replicationFactor));
        return new NewTopic(topic.name(), topic.partitions(), replicationFactor).configs(config);
    }

    /**
     * So many copies must exist before a writer is told that its record is safe: with three copies
     * two, so that it outlives any one broker, and one broker may be away.
     */
    static String minInSync(int replicationFactor) {
        return String.valueOf(Math.max(1, replicationFactor - 1));
    }

    /** False if somebody else was faster. */
    private static boolean created(KafkaFuture<?> creation) {
        try {
            outcome(creation);
            return true;
        } catch (TopicExistsException _) {
            return false;
        }
    }

    private void verify(List<Topic> topics) {
        Map<String, TopicDescription> found =
                outcome(
                        admin.describeTopics(topics.stream().map(Topic::name).toList())
                                .allTopicNames());
        Map<ConfigResource, Config> settings =
                outcome(
                        admin.describeConfigs(topics.stream().map(CreateTopics::resource).toList())
                                .all());
        List<String> faults = new ArrayList<>();
        for (Topic topic : topics) {
            faults.addAll(
                    differences(
                            topic,
                            requireNonNull(found.get(topic.name())),
                            requireNonNull(settings.get(resource(topic)))));
        }
        if (!faults.isEmpty()) {
            throw new PreparationFailedException(
                    "Existing topics differ from what is needed: " + String.join("; ", faults));
        }
    }

    private static List<String> differences(Topic topic, TopicDescription found, Config settings) {
        List<String> faults = new ArrayList<>();
        int partitions = found.partitions().size();
        if (partitions != topic.partitions()) {
            faults.add(difference(topic, "partitions", "" + partitions, "" + topic.partitions()));
        }
        Map<String, String> all = new TreeMap<>(topic.config());
        int copies = found.partitions().getFirst().replicas().size();
        all.put(MIN_IN_SYNC, minInSync(copies));
        all.forEach(
                (name, wanted) -> {
                    String is = settings.get(name).value();
                    if (!wanted.equals(is)) {
                        faults.add(difference(topic, name, is, wanted));
                    }
                });
        return faults;
    }

    private static String difference(Topic topic, String what, String is, String wanted) {
        return topic.name() + " has " + what + "=" + is + ", needed is " + wanted;
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static Throwable reason(Throwable failure) {
        return failure.getCause() == null ? failure : reason(failure.getCause());
    }

    private static <T> T outcome(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreparationFailedException("Interrupted while asking Kafka", e);
        }
    }
}

package io.aftercare.messaging.arena;

import io.aftercare.messaging.inbox.DeadLetters;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.schemas.RegisterSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.json.JsonMapper;

/** Topics and schemas of the tally service, with nothing in them when a test begins. */
public final class TallyTopics {

    static final int PARTITIONS = 6;

    private static final List<String> NAMES =
            List.of(Topics.INPUTS, Topics.OUTPUTS, Topics.LETTERS);

    /**
     * The name, with which its consumer groups begin, of the service that {@code @ServiceTest}
     * starts.
     */
    private static final String SERVICE_TEST = "tally";

    private static final Set<URI> REGISTERED = new HashSet<>();

    private final Admin admin;
    private final URI registry;

    /**
     * @param registry its address, without a path
     */
    public TallyTopics(Admin admin, URI registry) {
        this.admin = admin;
        this.registry = registry;
    }

    /**
     * Makes what is missing and empties the rest; dead letters are the service's own.
     *
     * @throws IllegalStateException if a service of this JVM still reads and writes these topics
     */
    public void prepare(String service) {
        register();
        requireSilence();
        Set<String> existing = get(admin.listTopics().names());
        List<String> missing = NAMES.stream().filter(name -> !existing.contains(name)).toList();
        List<NewTopic> topics = new ArrayList<>();
        missing.forEach(name -> topics.add(topic(name)));
        List.of(Topics.INPUTS, Topics.LETTERS)
                .forEach(name -> topics.add(topic(DeadLetters.topic(name, service))));
        get(admin.createTopics(topics).all());
        empty(NAMES.stream().filter(existing::contains).toList());
    }

    void make(String topic) {
        get(admin.createTopics(List.of(topic(topic))).all());
    }

    /** A service of {@code @ServiceTest} is kept for the next class unless it is told not to be. */
    private void requireSilence() {
        var stable = ListGroupsOptions.forConsumerGroups().inGroupStates(Set.of(GroupState.STABLE));
        boolean silent =
                get(admin.listGroups(stable).all()).stream()
                        .noneMatch(group -> group.groupId().startsWith(SERVICE_TEST + "."));
        if (!silent) {
            throw new IllegalStateException("a service of another test still runs on these topics");
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1)
                .configs(
                        Map.of(
                                "message.timestamp.type",
                                "LogAppendTime",
                                "max.message.bytes",
                                String.valueOf(DeadLetters.LARGEST)));
    }

    private void empty(List<String> topics) {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
        }
        get(admin.deleteRecords(all).all());
    }

    /** The tally's schemas; and the system's, as they are on the class path too. */
    private void register() {
        synchronized (REGISTERED) {
            if (REGISTERED.add(registry)) {
                RegisterSchemas.register(registry);
                NAMES.forEach(this::register);
            }
        }
    }

    private void register(String topic) {
        String body =
                new JsonMapper()
                        .writeValueAsString(Map.of("schemaType", "AVRO", "schema", schema(topic)));
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/apis/ccompat/v7/subjects/%s-value/versions"
                                                .formatted(registry, topic)))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("not registered: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String schema(String topic) {
        String file = "/avro/" + topic + ".avsc";
        try (InputStream schema =
                Objects.requireNonNull(TallyTopics.class.getResourceAsStream(file), file)) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <R> R get(KafkaFuture<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

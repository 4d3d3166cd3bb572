package io.aftercare.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.schemas.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messaging and the contract do not know each other, and must say the same. */
class DeadLettersTest {

    private static final List<String> SERVICES =
            List.of("case-service", "followup-service", "survey-service", "notification-service");

    @Test
    void theyHaveTheTopicsThatTheContractMakes() {
        List<String> ours =
                SERVICES.stream()
                        .flatMap(
                                service ->
                                        Topics.readBy(service).stream()
                                                .map(it -> DeadLetters.topic(it, service)))
                        .toList();

        assertThat(topics().stream().map(Topics.Topic::name))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ours);
    }

    @Test
    void theirTopicsTakeTheLargest() {
        assertThat(topics())
                .allSatisfy(
                        topic ->
                                assertThat(topic.config())
                                        .containsEntry(
                                                "max.message.bytes",
                                                String.valueOf(DeadLetters.LARGEST)));
    }

    private static List<Topics.Topic> topics() {
        return Topics.all().stream().filter(topic -> topic.name().endsWith(".dlt")).toList();
    }
}

package io.aftercare.messaging.inbox;

import io.aftercare.messaging.Failure;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * A poll that fails is tried again after a pause, for as long as it takes: a broker in trouble or a
 * group that is being changed passes, and nobody would start a stopped consumer again. What escapes
 * the handling of a batch is a fault of ours and stops the consumer.
 */
final class PollErrors extends CommonContainerStoppingErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(PollErrors.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Consuming<?> consuming;

    PollErrors(Consuming<?> consuming) {
        this.consuming = consuming;
    }

    @Override
    public void handleOtherException(
            Exception thrown,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            boolean batchListener) {
        log.warn("{}: a poll failed: {}", container.getListenerId(), Failure.kind(thrown));
        consuming.pollFailed();
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

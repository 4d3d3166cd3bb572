package io.aftercare.messaging;

import io.aftercare.messaging.inbox.DeadLetters;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producers, whose settings are what messaging promises (decision 0005). An operator's settings
 * of Kafka come first, so that none of these can be changed from outside.
 */
final class Producers {

    /** Time for a batch to be sent twice before it expires, and for the callback to be heard. */
    private static final int DEAD_LETTER_DELIVERY = (int) DeadLetters.PATIENCE.toMillis() - 1_000;

    private Producers() {}

    /**
     * For the relay: what is behind a record stays behind it. With one request in flight, and
     * batches that never expire, no record is ever passed by a later one; the producer that could
     * not send one is thrown away with all that is behind it.
     */
    static Producer<byte[], byte[]> inOrder(Map<String, Object> kafka) {
        return open(inOrderSettings(kafka));
    }

    /**
     * For dead letters, which have no order among them. The consumer waits while one is written, so
     * the producer gives up soon, and in this order: a broker that is not there is noticed after
     * two seconds; a request that is not answered is sent again after four; the delivery fails
     * after nine; {@link DeadLetters} stops waiting after ten, and so always hears how it ended. A
     * letter that is written later all the same is written twice.
     */
    static Producer<byte[], byte[]> ofDeadLetters(Map<String, Object> kafka) {
        return open(deadLetterSettings(kafka));
    }

    static Map<String, Object> inOrderSettings(Map<String, Object> kafka) {
        Map<String, Object> all = new HashMap<>(kafka);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // the relay's rows are safe: it had better renew its shards than wait here
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        // a full poll's facts of one partition in one request
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return all;
    }

    static Map<String, Object> deadLetterSettings(Map<String, Object> kafka) {
        Map<String, Object> all = inOrderSettings(kafka);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetters.LARGEST);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DEAD_LETTER_DELIVERY);
        return all;
    }

    private static Producer<byte[], byte[]> open(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

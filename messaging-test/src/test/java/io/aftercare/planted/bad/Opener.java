package io.aftercare.planted.bad;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens transactions by hand and knows Kafka; public, and nobody else's. */
public class Opener {

    private final TransactionTemplate template = new TransactionTemplate();

    /** Does both. */
    public TransactionTemplate open(KafkaProducer<String, String> producer) {
        producer.flush();
        return template;
    }
}

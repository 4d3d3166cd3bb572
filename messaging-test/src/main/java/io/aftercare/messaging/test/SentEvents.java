package io.aftercare.messaging.test;

import io.aftercare.messaging.inbox.DeadLetters;
import io.aftercare.messaging.wire.Decoder;
import io.aftercare.messaging.wire.Registry;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/** Reads what was published, from the broker, as any other consumer would. */
public final class SentEvents implements AutoCloseable {

    private final String bootstrapServers;
    private final Decoder decoder;
    private final Map<String, SentTopic<?>> topics = new ConcurrentHashMap<>();

    /**
     * @param registry its address, without a path
     */
    public SentEvents(String bootstrapServers, URI registry) {
        this.bootstrapServers = bootstrapServers;
        this.decoder = new Decoder(new Registry(registry));
    }

    /** The records of a topic that are of this type. Others, as poison, are left out. */
    @SuppressWarnings("unchecked") // a topic has records of one type only
    public <T extends SpecificRecord> SentTopic<T> on(String topic, Class<T> type) {
        return (SentTopic<T>)
                topics.computeIfAbsent(
                        topic,
                        _ ->
                                new SentTopic<T>(
                                        bootstrapServers,
                                        topic,
                                        bytes -> decoder.decode(bytes, type)));
    }

    /** The records of a topic as bytes, undecodable ones too. */
    @SuppressWarnings("unchecked") // these are kept apart by their name
    public SentTopic<byte[]> raw(String topic) {
        return (SentTopic<byte[]>)
                topics.computeIfAbsent(
                        "raw " + topic,
                        _ -> new SentTopic<byte[]>(bootstrapServers, topic, bytes -> bytes));
    }

    /** The dead letters of a topic's reader. */
    public SentTopic<byte[]> deadLetters(String topic, String service) {
        return raw(DeadLetters.topic(topic, service));
    }

    @Override
    public void close() {
        topics.values().forEach(SentTopic::close);
    }
}

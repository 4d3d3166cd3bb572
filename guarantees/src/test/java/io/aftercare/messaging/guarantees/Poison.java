package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.inbox.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A record that cannot be taken, and the cause its dead letter must tell. */
record Poison(
        String name,
        Cause cause,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    static Poison of(String name, Cause cause, byte @Nullable [] value, Header... headers) {
        return new Poison(name, cause, "poison".getBytes(UTF_8), value, List.of(headers));
    }

    Poison withKey(byte @Nullable [] other) {
        return new Poison(name, cause, other, value, headers);
    }

    Poison withHeaders(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Poison(name, cause, key, value, all);
    }

    static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(UTF_8));
    }

    /** Headers by which frameworks were led to build objects, loop or stop. */
    static List<Header> hostile() {
        return List.of(
                header("spring_json_header_types", "{\"evil\":\"java.lang.ProcessBuilder\"}"),
                header("evil", "[\"/bin/true\"]"),
                header(
                        "__TypeId__",
                        "org.springframework.context.support.ClassPathXmlApplicationContext"),
                header("spring.deserialization.exception", "\u00AC\u00ED"),
                header("springDeserializerExceptionValue", "\u00AC\u00ED\u0000\u0005"),
                header("springDeserializerExceptionKey", "\u00AC\u00ED\u0000\u0005"),
                header("spring.deserializer.value.delegate", "java.lang.Runtime"),
                header("retry_topic-attempts", "\u0000\u0000\u0000\u0003"),
                header("retry_topic-backoff-timestamp", "99999999999999999999"),
                header("retry_topic-original-timestamp", "not a time"),
                header("kafka_deliveryAttempt", "-1"),
                header("kafka_dlt-original-offset", "x"),
                header("traceparent", "00-" + "0".repeat(5_000)),
                header("", "without a name"),
                new RecordHeader("without a value", (byte[]) null));
    }

    /** So many that few would expect them. */
    static List<Header> thousand() {
        return IntStream.range(0, 1_000).mapToObj(i -> header("h" + i % 700, "v" + i)).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}

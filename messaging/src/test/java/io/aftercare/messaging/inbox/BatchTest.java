package io.aftercare.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.wire.Trace;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String THREE = "00-11111111111111111111111111111111-b7ad6b7169203331-01";

    private final Batch<SpecificRecord> batch =
            new Batch<>(List.of(record("1", ONE), record("2", null), record("3", THREE)));

    @AfterEach
    void leaveNoTrace() {
        Trace.clear();
    }

    @Test
    void eachRecordIsReadInItsOwnTraceAndNoneIsLeftBehind() {
        List<String> seen = new ArrayList<>();
        for (Received<SpecificRecord> record : batch) {
            seen.add(record.key() + " " + Trace.current());
        }

        assertThat(seen).containsExactly("1 " + ONE, "2 null", "3 " + THREE);
        assertThat(Trace.current()).isNull();
    }

    @Test
    void whatRecordsMeanIsReadInTheirTracesEachTime() {
        List<String> meant = batch.map(record -> record.key().equals("2") ? null : record.key());

        assertThat(Trace.current()).isNull();
        for (int time = 0; time < 2; time++) {
            List<String> seen = new ArrayList<>();
            for (String key : meant) {
                seen.add(key + " " + Trace.current());
            }
            assertThat(seen).containsExactly("1 " + ONE, "3 " + THREE);
            assertThat(Trace.current()).isNull();
        }
        assertThat(meant.stream().map(key -> key + " " + Trace.current()).toList())
                .containsExactly("1 " + ONE, "3 " + THREE);
    }

    private static Received<SpecificRecord> record(String key, @Nullable String trace) {
        return new Received<>("topic", key, null, trace);
    }
}

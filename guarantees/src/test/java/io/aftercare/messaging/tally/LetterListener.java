package io.aftercare.messaging.tally;

import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.messaging.tally.avro.Letter;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps each key's highest version; a tombstone leaves a marker. */
@Component
class LetterListener implements Listener<Letter> {

    private final JdbcClient sql;

    LetterListener(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String topic() {
        return Topics.LETTERS;
    }

    @Override
    public Class<Letter> type() {
        return Letter.class;
    }

    @Override
    public boolean takesTombstones() {
        return true;
    }

    @Override
    public Collection<String> keys(Received<Letter> received) {
        return List.of("letter:" + received.key());
    }

    @Override
    public void on(Batch<Letter> batch) {
        for (Received<Letter> received : batch) {
            Letter letter = received.content();
            sql.sql(
                            """
                            INSERT INTO letter (key, version, text)
                            VALUES (:key, :version, :text)
                            ON CONFLICT (key) DO UPDATE
                               SET version = excluded.version, text = excluded.text
                             WHERE letter.version < excluded.version""")
                    .param("key", received.key())
                    .param("version", letter == null ? Integer.MAX_VALUE : letter.getVersion())
                    .param("text", letter == null ? null : letter.getText())
                    .update();
        }
    }
}

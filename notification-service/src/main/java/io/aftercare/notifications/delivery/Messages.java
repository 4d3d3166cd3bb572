package io.aftercare.notifications.delivery;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import io.aftercare.notifications.delivery.Message.Progress;
import io.aftercare.notifications.delivery.Message.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All messages. A row is changed only while its recipient is locked. */
@Repository
class Messages {

    private final JdbcClient sql;

    Messages(JdbcClient sql) {
        this.sql = sql;
    }

    /** The messages that exist, by key. */
    Map<String, Message> load(Collection<String> keys) {
        Map<String, Message> found = new HashMap<>();
        sql.sql("SELECT * FROM message WHERE message_key = ANY(:keys::text[])")
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> message(row))
                .list()
                .forEach(message -> found.put(message.request().key(), message));
        return found;
    }

    List<Message> ofCase(UUID caseId) {
        return sql.sql(
                        "SELECT * FROM message WHERE case_id = :caseId ORDER BY asked_at, message_key")
                .param("caseId", caseId)
                .query((row, _) -> message(row))
                .list();
    }

    /**
     * The cases that these messages are about, and those that go in one letter with them again. A
     * case never changes; what goes together does so only when none of it is due.
     */
    List<UUID> cases(Collection<String> keys) {
        return sql.sql(
                        """
                        SELECT case_id FROM message WHERE message_key = ANY(:keys::text[])
                        UNION
                        SELECT mate.case_id FROM message m
                          JOIN message mate ON mate.bundle = m.bundle AND mate.ended_at IS NULL
                         WHERE m.message_key = ANY(:keys::text[])""")
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The keys of what waits for these recipients, with the recipient. */
    Map<String, String> waitingFor(Collection<String> recipients) {
        Map<String, String> found = new HashMap<>();
        sql.sql(
                        """
                        SELECT message_key, recipient FROM message
                         WHERE state = 'WAITING' AND recipient = ANY(:recipients::text[])""")
                .param("recipients", recipients.toArray(String[]::new))
                .query(
                        (ResultSet row) -> {
                            found.put(row.getString(1), row.getString(2));
                        });
        return found;
    }

    /** What came in a crowd and waits for somebody, and could go now; what is due first first. */
    List<Message> ready(String recipient, Instant now, int most) {
        return sql.sql(
                        """
                        SELECT * FROM message
                         WHERE recipient = :recipient AND state = 'WAITING'
                           AND purpose = 'PROMISE_BROKEN_STAFF' AND unheard = 0
                           AND not_before <= :now::timestamptz
                         ORDER BY due, message_key LIMIT :most""")
                .param("recipient", recipient)
                .param("now", now.toString())
                .param("most", most)
                .query((row, _) -> message(row))
                .list();
    }

    /** What goes in that letter and has not ended. */
    List<Message> ofBundle(UUID bundle) {
        return sql.sql(
                        """
                        SELECT * FROM message WHERE bundle = :bundle AND ended_at IS NULL
                         ORDER BY due, message_key""")
                .param("bundle", bundle)
                .query((row, _) -> message(row))
                .list();
    }

    void save(Collection<Message> messages) {
        // the condition: a key that another recipient's message has taken meanwhile stays theirs
        sql.sql(
                        """
                        INSERT INTO message (message_key, recipient, case_id, person_id, cycle,
                            purpose, not_before, not_after, link_purpose, link_id, link_version,
                            owner, due, reference, contact_by, traceparent, state, reason, tries,
                            unheard, next_at,
                            too_late_at,
                            asked_at, ended_at, stance, bundle, held, revision_reason, note,
                            promise_kind)
                        SELECT * FROM unnest(:key::text[], :recipient::text[], :caseId::uuid[],
                            :personId::text[], :cycle::int[], :purpose::text[],
                            :notBefore::timestamptz[], :notAfter::timestamptz[],
                            :linkPurpose::text[], :linkId::uuid[], :linkVersion::int[],
                            :owner::text[], :due::timestamptz[], :reference::text[],
                            :contactBy::timestamptz[], :traceparent::text[],
                            :state::text[], :reason::text[], :tries::int[],
                            :unheard::int[], :nextAt::timestamptz[], :tooLateAt::timestamptz[],
                            :askedAt::timestamptz[], :endedAt::timestamptz[], :stance::text[],
                            :bundle::uuid[], :held::boolean[],
                            :revisionReason::text[], :note::text[], :promiseKind::text[])
                        ON CONFLICT (message_key) DO UPDATE SET
                            state = excluded.state, reason = excluded.reason,
                            tries = excluded.tries, unheard = excluded.unheard,
                            next_at = excluded.next_at,
                            too_late_at = excluded.too_late_at, ended_at = excluded.ended_at,
                            bundle = excluded.bundle, held = excluded.held,
                            note = excluded.note
                         WHERE message.recipient = excluded.recipient
                           AND message.case_id = excluded.case_id""")
                .params(columns(messages).asParams())
                .update();
    }

    /**
     * Forgets messages that ended before, and can no longer be asked for in time.
     *
     * @return how many, at most so many
     */
    int forget(Instant before, int most) {
        return sql.sql(
                        """
                        DELETE FROM message WHERE message_key IN (
                            SELECT message_key FROM message
                             WHERE ended_at < :before::timestamptz
                               AND not_after < :before::timestamptz
                             LIMIT :most)""")
                .param("before", before.toString())
                .param("most", most)
                .update();
    }

    private static Columns<Message> columns(Collection<Message> messages) {
        return Columns.of(messages)
                .with("key", message -> message.request().key())
                .with("recipient", message -> message.request().recipient())
                .with("caseId", message -> message.request().caseId())
                .with("personId", message -> message.request().personId())
                .with("cycle", message -> message.request().cycle())
                .with("purpose", message -> message.request().purpose())
                .with("notBefore", message -> message.request().notBefore())
                .with("notAfter", message -> message.request().notAfter())
                .with("linkPurpose", message -> of(message.request().link(), Request.Link::purpose))
                .with("linkId", message -> of(message.request().link(), Request.Link::id))
                .with("linkVersion", message -> of(message.request().link(), Request.Link::version))
                .with("owner", message -> message.request().owner())
                .with("due", message -> message.request().due())
                .with("reference", message -> message.request().reference())
                .with("contactBy", message -> message.request().contactBy())
                .with("traceparent", message -> message.request().trace())
                .with("state", message -> message.progress().state())
                .with("reason", message -> message.progress().reason())
                .with("tries", message -> message.progress().tries())
                .with("unheard", message -> message.progress().unheard())
                .with("nextAt", message -> message.progress().nextAt())
                .with("tooLateAt", message -> message.progress().tooLateAt())
                .with("askedAt", message -> message.progress().askedAt())
                .with("endedAt", message -> message.progress().endedAt())
                .with("stance", message -> message.request().stance())
                .with("bundle", Message::bundle)
                .with("held", message -> message.progress().held())
                .with("revisionReason", message -> message.request().revisionReason())
                .with("note", Messages::note)
                .with("promiseKind", message -> message.request().promiseKind());
    }

    /** Of what ended no text is kept. */
    private static @Nullable String note(Message message) {
        return message.progress().endedAt() == null ? message.request().note() : null;
    }

    private static <T> @Nullable T of(
            Request.@Nullable Link link, java.util.function.Function<Request.Link, T> part) {
        return link == null ? null : part.apply(link);
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(request(row), progress(row));
    }

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                row.getString("message_key"),
                row.getString("recipient"),
                row.getObject("case_id", UUID.class),
                row.getString("person_id"),
                row.getInt("cycle"),
                Purpose.valueOf(row.getString("purpose")),
                instant(row, "not_before"),
                instant(row, "not_after"),
                link(row),
                row.getString("owner"),
                instantOrNull(row, "due"),
                row.getString("reference"),
                instantOrNull(row, "contact_by"),
                Row.codeOrNull(row, "revision_reason", RevisionReason.class),
                row.getString("note"),
                Row.codeOrNull(row, "promise_kind", PromiseKind.class),
                row.getString("traceparent"),
                Recipient.Stance.valueOf(row.getString("stance")));
    }

    private static Request.@Nullable Link link(ResultSet row) throws SQLException {
        String purpose = row.getString("link_purpose");
        return purpose == null
                ? null
                : new Request.Link(
                        purpose, row.getObject("link_id", UUID.class), row.getInt("link_version"));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new Progress(
                State.valueOf(row.getString("state")),
                reason == null ? null : Reason.valueOf(reason),
                row.getInt("tries"),
                row.getInt("unheard"),
                instantOrNull(row, "next_at"),
                instantOrNull(row, "too_late_at"),
                instant(row, "asked_at"),
                instantOrNull(row, "ended_at"),
                row.getObject("bundle", UUID.class),
                row.getBoolean("held"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

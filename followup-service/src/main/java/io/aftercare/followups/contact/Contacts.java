package io.aftercare.followups.contact;

import io.aftercare.followups.known.Leavers;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All contacts. */
@Repository
class Contacts {

    private final JdbcClient sql;
    private final Leavers leavers;

    Contacts(JdbcClient sql, Leavers leavers) {
        this.sql = sql;
        this.leavers = leavers;
    }

    @Nullable Contact find(UUID id) {
        return load(List.of(id)).get(id);
    }

    Map<UUID, Contact> load(Collection<UUID> ids) {
        return byId(
                sql.sql("SELECT * FROM contact WHERE id = ANY(:ids)")
                        .param("ids", ids.toArray(UUID[]::new))
                        .query((row, _) -> contact(row))
                        .list());
    }

    /** The contacts of all cycles of these cases. */
    List<Contact> ofCases(Collection<UUID> caseIds) {
        return sql.sql("SELECT * FROM contact WHERE case_id = ANY(:caseIds)")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> contact(row))
                .list();
    }

    /** The contacts of these people that have not been erased yet. */
    List<Contact> ofPeople(Collection<String> personIds) {
        return sql.sql(
                        """
                        SELECT * FROM contact
                         WHERE person_id = ANY(:personIds) AND state <> 'ERASED'""")
                .param("personIds", personIds.toArray(String[]::new))
                .query((row, _) -> contact(row))
                .list();
    }

    /** What was asked already names who it named. */
    int handOver(String from, Collection<UUID> caseIds, String to) {
        return sql.sql(
                        """
                        UPDATE contact SET owner = :to
                         WHERE owner = :from AND state = 'PLANNED' AND case_id = ANY(:caseIds)""")
                .param("from", from)
                .param("to", to)
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .update();
    }

    void save(Collection<Contact> contacts) {
        sql.sql(
                        """
                        INSERT INTO contact (id, case_id, cycle, person_id, owner, due,
                            link_version, state, answer, feedback, answers)
                        SELECT * FROM unnest(:id::uuid[], :caseId::uuid[], :cycle::int[],
                            :personId::text[], :owner::text[], :due::timestamptz[],
                            :linkVersion::int[], :state::text[], :answer::text[],
                            :feedback::text[], :answers::int[])
                        ON CONFLICT (id) DO UPDATE SET
                            state = excluded.state, answer = excluded.answer,
                            feedback = excluded.feedback, answers = excluded.answers""")
                .params(
                        Columns.of(contacts)
                                .with("id", contact -> contact.terms().id())
                                .with("caseId", contact -> contact.terms().caseId())
                                .with("cycle", contact -> contact.terms().cycle())
                                .with("personId", contact -> contact.terms().personId())
                                .with("owner", contact -> contact.terms().owner())
                                .with("due", contact -> contact.terms().due())
                                .with("linkVersion", contact -> contact.terms().linkVersion())
                                .with("state", Contact::state)
                                .with("answer", Contact::answer)
                                .with("feedback", Contact::feedback)
                                .with("answers", Contact::answers)
                                .asParams())
                .update();
        leavers.answering(
                contacts.stream()
                        .filter(contact -> contact.state() == Contact.State.PLANNED)
                        .map(contact -> contact.terms().owner())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    private static Map<UUID, Contact> byId(List<Contact> contacts) {
        return contacts.stream()
                .collect(Collectors.toMap(contact -> contact.terms().id(), Function.identity()));
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                new Contact.Terms(
                        Row.uuid(row, "id"),
                        Row.uuid(row, "case_id"),
                        row.getInt("cycle"),
                        row.getString("person_id"),
                        row.getString("owner"),
                        Row.instantOrNull(row, "due"),
                        row.getInt("link_version")),
                Row.code(row, "state", Contact.State.class),
                Row.codeOrNull(row, "answer", Contact.Answer.class),
                Row.codeOrNull(row, "feedback", Contact.Answer.class),
                row.getInt("answers"));
    }
}

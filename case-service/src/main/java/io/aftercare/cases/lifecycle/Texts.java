package io.aftercare.cases.lifecycle;

import io.aftercare.messaging.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Free text about cases, and its erasure. */
@Repository
public class Texts {

    private final JdbcClient sql;

    Texts(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * @param summaryCycle the resolution the summary belongs to
     */
    public record Text(
            UUID caseId,
            @Nullable String subject,
            @Nullable String wish,
            @Nullable String summary,
            @Nullable Integer summaryCycle) {

        /** Both together; of what both have, the other's. */
        public Text and(Text other) {
            return new Text(
                    caseId,
                    other.subject != null ? other.subject : subject,
                    other.wish != null ? other.wish : wish,
                    other.summaryCycle != null ? other.summary : summary,
                    other.summaryCycle != null ? other.summaryCycle : summaryCycle);
        }
    }

    /**
     * Saves text, unless its person was erased. Called after the cases were saved: the row of a
     * case is where this and an erasure meet.
     */
    void save(Collection<Text> texts) {
        if (texts.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO case_text AS t (case_id, subject, wish, summary, summary_cycle)
                        SELECT n.* FROM unnest(:case::uuid[], :subject::text[], :wish::text[],
                                               :summary::text[], :cycle::int[])
                                AS n(case_id, subject, wish, summary, summary_cycle)
                          JOIN cases c USING (case_id)
                         WHERE NOT c.erased
                        ON CONFLICT (case_id) DO UPDATE SET
                            subject = coalesce(excluded.subject, t.subject),
                            wish = coalesce(excluded.wish, t.wish),
                            summary = coalesce(excluded.summary, t.summary),
                            summary_cycle = coalesce(excluded.summary_cycle, t.summary_cycle)""")
                .params(
                        Columns.of(texts)
                                .with("case", Text::caseId)
                                .with("subject", Text::subject)
                                .with("wish", Text::wish)
                                .with("summary", Text::summary)
                                .with("cycle", Text::summaryCycle)
                                .asParams())
                .update();
    }

    /**
     * Saves text of a case that is not saved itself: holds its row first, as {@link #save} needs.
     */
    public void saveAlone(Text text) {
        sql.sql("SELECT FROM cases WHERE case_id = :case FOR NO KEY UPDATE")
                .param("case", text.caseId())
                .query((_, _) -> true)
                .list();
        save(List.of(text));
    }

    /**
     * Deletes the text of these persons' cases and takes none from now on. The transaction holds
     * {@code person:…} of each, so that no new case of theirs slips past. Three statements: the
     * deletion must see what a report wrote while this waited for its case.
     */
    public void erase(List<String> personIds, Instant at) {
        String[] persons = personIds.toArray(String[]::new);
        sql.sql(
                        """
                        INSERT INTO erased_person (person_id, erased_at)
                        SELECT DISTINCT person_id, :at::timestamptz
                          FROM unnest(:persons::text[]) AS p(person_id)
                        ON CONFLICT DO NOTHING""")
                .param("persons", persons)
                .param("at", at.toString())
                .update();
        sql.sql(
                        """
                        WITH theirs AS MATERIALIZED (
                            SELECT case_id FROM cases
                             WHERE person_id = ANY(:persons::text[]) AND NOT erased
                             ORDER BY case_id FOR UPDATE)
                        UPDATE cases SET erased = true
                         WHERE case_id IN (SELECT case_id FROM theirs)""")
                .param("persons", persons)
                .update();
        sql.sql(
                        """
                        DELETE FROM case_text t USING cases c
                         WHERE c.person_id = ANY(:persons::text[]) AND t.case_id = c.case_id""")
                .param("persons", persons)
                .update();
    }
}

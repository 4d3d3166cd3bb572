package io.aftercare.surveys.survey;

import io.aftercare.hours.Span;
import io.aftercare.messaging.Columns;
import io.aftercare.surveys.survey.Survey.Answer;
import io.aftercare.surveys.survey.Survey.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The surveys and their answers. */
@Repository
class Surveys {

    /** With the last version of the answer. */
    private static final String SELECT =
            """
            SELECT s.*, a.version, a.satisfaction, a.answered_at, a.late
              FROM survey s
              LEFT JOIN LATERAL (SELECT * FROM answer
                                  WHERE survey_id = s.id ORDER BY version DESC LIMIT 1) a ON true
            """;

    private final JdbcClient sql;

    Surveys(JdbcClient sql) {
        this.sql = sql;
    }

    /** All cycles of these cases, in no order. */
    List<Survey> ofCases(Collection<UUID> caseIds) {
        return select("WHERE s.case_id = ANY(:given::uuid[])", caseIds);
    }

    List<Survey> withIds(Collection<UUID> ids) {
        return select("WHERE s.id = ANY(:given::uuid[])", ids);
    }

    List<Survey> ofPersons(Collection<String> personIds) {
        return select("WHERE s.person_id = ANY(:given::text[])", personIds);
    }

    @Nullable Survey find(UUID id) {
        return withIds(List.of(id)).stream().findFirst().orElse(null);
    }

    /** All versions, oldest first. */
    List<Answer> answers(UUID surveyId) {
        return sql.sql("SELECT * FROM answer WHERE survey_id = :id ORDER BY version")
                .param("id", surveyId)
                .query((row, _) -> answer(row))
                .list();
    }

    private List<Survey> select(String where, Collection<?> given) {
        if (given.isEmpty()) {
            return List.of();
        }
        return sql.sql(SELECT + where)
                .param("given", given.stream().map(Object::toString).toArray(String[]::new))
                .query((row, _) -> survey(row))
                .list();
    }

    /** Inserts or replaces; answers are added on their own. */
    void save(Collection<Survey> surveys) {
        if (surveys.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO survey (id, case_id, cycle, person_id, owner, status, reason,
                                            window_start, window_end, moment, asked_at, expires_at,
                                            delivered_at, not_delivered, link_version)
                        SELECT * FROM unnest(
                            :id::uuid[], :caseId::uuid[], :cycle::int[], :personId::text[],
                            :owner::text[], :status::text[], :reason::text[],
                            :windowStart::timestamptz[], :windowEnd::timestamptz[],
                            :moment::timestamptz[], :askedAt::timestamptz[],
                            :expiresAt::timestamptz[], :deliveredAt::timestamptz[],
                            :notDelivered::text[], :linkVersion::int[])
                        ON CONFLICT (case_id, cycle) DO UPDATE SET
                            person_id = excluded.person_id, owner = excluded.owner,
                            status = excluded.status, reason = excluded.reason,
                            window_start = excluded.window_start, window_end = excluded.window_end,
                            moment = excluded.moment, asked_at = excluded.asked_at,
                            expires_at = excluded.expires_at, delivered_at = excluded.delivered_at,
                            not_delivered = excluded.not_delivered,
                            link_version = excluded.link_version""")
                .params(columns(surveys).asParams())
                .update();
    }

    private static Columns<Survey> columns(Collection<Survey> surveys) {
        return Columns.of(surveys)
                .with("id", Survey::id)
                .with("caseId", Survey::caseId)
                .with("cycle", Survey::cycle)
                .with("personId", survey -> survey.state().personId())
                .with("owner", survey -> survey.state().owner())
                .with("status", survey -> survey.state().status())
                .with("reason", survey -> survey.state().reason())
                .with("windowStart", survey -> start(survey.state().window()))
                .with("windowEnd", survey -> end(survey.state().window()))
                .with("moment", survey -> survey.state().moment())
                .with("askedAt", survey -> survey.state().askedAt())
                .with("expiresAt", survey -> survey.state().expiresAt())
                .with("deliveredAt", survey -> survey.state().deliveredAt())
                .with("notDelivered", survey -> survey.state().notDelivered())
                .with("linkVersion", survey -> survey.state().linkVersion());
    }

    /** Adds a version; one that exists is refused by its key. */
    void add(Survey survey, Answer answer) {
        sql.sql(
                        """
                        INSERT INTO answer (survey_id, version, case_id, satisfaction, answered_at, late)
                        VALUES (:surveyId, :version, :caseId, :satisfaction, :at::timestamptz, :late)""")
                .param("surveyId", survey.id())
                .param("version", answer.version())
                .param("caseId", survey.caseId())
                .param("satisfaction", answer.satisfaction())
                .param("at", answer.at().toString())
                .param("late", answer.late())
                .update();
    }

    private static Survey survey(ResultSet row) throws SQLException {
        State state =
                new State(
                        Survey.Status.valueOf(row.getString("status")),
                        row.getString("person_id"),
                        row.getString("owner"),
                        reason(row.getString("reason")),
                        window(instant(row, "window_start"), instant(row, "window_end")),
                        instant(row, "moment"),
                        instant(row, "asked_at"),
                        instant(row, "expires_at"),
                        instant(row, "delivered_at"),
                        row.getString("not_delivered"),
                        row.getInt("link_version"));
        return new Survey(
                row.getObject("id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getInt("cycle"),
                state,
                row.getObject("version") == null ? null : answer(row));
    }

    private static Answer answer(ResultSet row) throws SQLException {
        Instant at = row.getObject("answered_at", OffsetDateTime.class).toInstant();
        return new Answer(
                row.getInt("version"), row.getInt("satisfaction"), at, row.getBoolean("late"));
    }

    private static Survey.@Nullable Reason reason(@Nullable String name) {
        return name == null ? null : Survey.Reason.valueOf(name);
    }

    private static @Nullable Span window(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null ? null : new Span(start, end);
    }

    private static @Nullable Instant start(@Nullable Span window) {
        return window == null ? null : window.start();
    }

    private static @Nullable Instant end(@Nullable Span window) {
        return window == null ? null : window.end();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

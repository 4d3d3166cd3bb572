package io.aftercare.surveys.survey;

import io.aftercare.hours.Span;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import io.aftercare.surveys.survey.Survey.Answer;
import io.aftercare.surveys.survey.Survey.Course;
import io.aftercare.surveys.survey.Survey.Invitation;
import io.aftercare.surveys.survey.Survey.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    Map<UUID, Survey> load(Collection<UUID> ids) {
        return select("WHERE s.id = ANY(:given::uuid[])", ids).stream()
                .collect(Collectors.toMap(Survey::id, Function.identity()));
    }

    List<Survey> ofPeople(Collection<String> personIds) {
        return select("WHERE s.person_id = ANY(:given::text[])", personIds);
    }

    @Nullable Survey find(UUID id) {
        return load(List.of(id)).get(id);
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
                        INSERT INTO survey (id, case_id, cycle, person_id, owner, state, reason,
                                            window_start, window_end, moment, asked_at, expires_at,
                                            delivered_at, not_delivered, link_version)
                        SELECT * FROM unnest(
                            :id::uuid[], :caseId::uuid[], :cycle::int[], :personId::text[],
                            :owner::text[], :state::text[], :reason::text[],
                            :windowStart::timestamptz[], :windowEnd::timestamptz[],
                            :moment::timestamptz[], :askedAt::timestamptz[],
                            :expiresAt::timestamptz[], :deliveredAt::timestamptz[],
                            :notDelivered::text[], :linkVersion::int[])
                        ON CONFLICT (case_id, cycle) DO UPDATE SET
                            person_id = excluded.person_id, owner = excluded.owner,
                            state = excluded.state, reason = excluded.reason,
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
                .with("personId", Survey::personId)
                .with("owner", Survey::owner)
                .with("state", survey -> survey.course().state())
                .with("reason", survey -> survey.course().reason())
                .with("windowStart", survey -> planned(survey, plan -> plan.window().start()))
                .with("windowEnd", survey -> planned(survey, plan -> plan.window().end()))
                .with("moment", survey -> planned(survey, Plan::moment))
                .with("askedAt", survey -> sent(survey, Invitation::askedAt))
                .with("expiresAt", survey -> sent(survey, Invitation::expiresAt))
                .with("deliveredAt", survey -> sent(survey, Invitation::deliveredAt))
                .with("notDelivered", survey -> sent(survey, Invitation::notDelivered))
                .with("linkVersion", survey -> survey.course().linkVersion());
    }

    private static @Nullable Instant planned(
            Survey survey, Function<Plan, @Nullable Instant> part) {
        Plan plan = survey.course().plan();
        return plan == null ? null : part.apply(plan);
    }

    private static <T> @Nullable T sent(Survey survey, Function<Invitation, @Nullable T> part) {
        Invitation invitation = survey.course().invitation();
        return invitation == null ? null : part.apply(invitation);
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
        Course course =
                new Course(
                        Row.code(row, "state", Survey.State.class),
                        Row.codeOrNull(row, "reason", Survey.Reason.class),
                        plan(row),
                        invitation(row),
                        row.getInt("link_version"));
        return new Survey(
                Row.uuid(row, "id"),
                Row.uuid(row, "case_id"),
                row.getInt("cycle"),
                course,
                row.getObject("version") == null ? null : answer(row));
    }

    private static @Nullable Plan plan(ResultSet row) throws SQLException {
        Instant start = Row.instantOrNull(row, "window_start");
        return start == null
                ? null
                : new Plan(
                        row.getString("person_id"),
                        row.getString("owner"),
                        new Span(start, Row.instant(row, "window_end")),
                        Row.instantOrNull(row, "moment"));
    }

    private static @Nullable Invitation invitation(ResultSet row) throws SQLException {
        Instant askedAt = Row.instantOrNull(row, "asked_at");
        return askedAt == null
                ? null
                : new Invitation(
                        askedAt,
                        Row.instant(row, "expires_at"),
                        Row.instantOrNull(row, "delivered_at"),
                        row.getString("not_delivered"));
    }

    private static Answer answer(ResultSet row) throws SQLException {
        return new Answer(
                row.getInt("version"),
                row.getInt("satisfaction"),
                Row.instant(row, "answered_at"),
                row.getBoolean("late"));
    }
}

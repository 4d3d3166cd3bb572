package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Case.Assignment;
import io.aftercare.cases.lifecycle.Case.Identity;
import io.aftercare.cases.lifecycle.Case.Stage;
import io.aftercare.cases.lifecycle.Case.State;
import io.aftercare.cases.lifecycle.Report.Handling;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.Priority;
import io.aftercare.cases.lifecycle.Report.Remedy;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases of a batch, loaded and saved together with what belongs to them. */
@Repository
public class Cases {

    /** Rows are locked in this order, so as not to wait in a circle for an erasure. */
    static final Comparator<UUID> AS_THE_DATABASE_SORTS = Comparator.comparing(UUID::toString);

    private final JdbcClient sql;
    private final Promises promises;
    private final Texts texts;
    private final Marks marks;
    private final Leavers leavers;

    Cases(JdbcClient sql, Promises promises, Texts texts, Marks marks, Leavers leavers) {
        this.sql = sql;
        this.promises = promises;
        this.texts = texts;
        this.marks = marks;
        this.leavers = leavers;
    }

    /**
     * @param promiseIds the promises that the cases must know; they know no other
     */
    public Map<UUID, Case> load(Set<UUID> ids, Set<UUID> promiseIds) {
        Map<UUID, Case> cases = HashMap.newHashMap(ids.size());
        sql.sql(
                        """
                        SELECT case_id, source, source_case_id, person_id, opened_at,
                               kind, cause, product, priority,
                               kind_at, kind_report, cause_at, cause_report,
                               product_at, product_report, priority_at, priority_report,
                               owner, team, assigned_at, assigned_rank, assigned_report,
                               state, cycle, outcome, remedy, resolved_at, resolved_known_at,
                               resolved_imported, state_at, state_rank, state_report,
                               merged_into, linked_to, continued_in,
                               handling, handling_at, handling_report, about_follow_up,
                               resolved_kind, resolved_cause, resolved_product, resolved_owner,
                               first_resolved_at, outcome_corrected, confirmed
                          FROM cases WHERE case_id = ANY(:ids::uuid[])""")
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(
                        (RowCallbackHandler)
                                row -> {
                                    Case read = read(row);
                                    cases.put(read.id(), read);
                                });
        promises.attach(cases, promiseIds);
        return cases;
    }

    /** Cases, and those into which others are to be merged, with all that these go on in. */
    public Map<UUID, Case> loadWithRemaining(
            Set<UUID> ids, Set<UUID> targets, Set<UUID> promiseIds) {
        if (targets.isEmpty()) {
            return load(ids, promiseIds);
        }
        Set<UUID> all = new HashSet<>(ids);
        all.addAll(targets);
        all.addAll(
                sql.sql(
                                """
                                WITH RECURSIVE chain(case_id, next) AS (
                                    SELECT case_id, merged_into FROM cases
                                     WHERE case_id = ANY(:targets::uuid[])
                                    UNION
                                    SELECT c.case_id, c.merged_into
                                      FROM cases c JOIN chain ON c.case_id = chain.next)
                                SELECT case_id FROM chain""")
                        .param(
                                "targets",
                                targets.stream().map(UUID::toString).toArray(String[]::new))
                        .query(UUID.class)
                        .list());
        return load(all, promiseIds);
    }

    /**
     * Saves what changed of these cases, then their texts: the row of a case says whether its
     * person was erased, and texts heed it.
     *
     * @param withTexts of cases that changed
     */
    public void save(Collection<Case> cases, Collection<Texts.Text> withTexts) {
        List<Case> changed =
                cases.stream()
                        .filter(Case::changed)
                        .sorted(Comparator.comparing(Case::id, AS_THE_DATABASE_SORTS))
                        .toList();
        if (!changed.isEmpty()) {
            upsert(changed);
            leavers.answering(owners(changed));
        }
        promises.save(cases);
        texts.save(withTexts);
        marks.save(changed);
        changed.forEach(Case::asSaved);
    }

    private static Set<String> owners(List<Case> cases) {
        return cases.stream()
                .filter(one -> one.stage().state() != State.CLOSED)
                .map(one -> one.assignment().owner())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private void upsert(List<Case> cases) {
        sql.sql(
                        """
                        INSERT INTO cases AS c (
                            case_id, source, source_case_id, person_id, opened_at,
                            kind, cause, product, priority,
                            kind_at, kind_report, cause_at, cause_report,
                            product_at, product_report, priority_at, priority_report,
                            owner, team, assigned_at, assigned_rank, assigned_report,
                            state, cycle, outcome, remedy, resolved_at, resolved_known_at,
                            resolved_imported, state_at, state_rank, state_report,
                            merged_into, linked_to, continued_in,
                            handling, handling_at, handling_report, about_follow_up,
                            resolved_kind, resolved_cause, resolved_product, resolved_owner,
                            first_resolved_at, outcome_corrected, confirmed, erased)
                        SELECT n.*, EXISTS (SELECT FROM erased_person e
                                             WHERE e.person_id = n.person_id)
                          FROM unnest(:id::uuid[], :source::text[], :sourceCaseId::text[],
                                 :person::text[], :openedAt::timestamptz[],
                                 :kind::text[], :cause::text[], :product::text[],
                                 :priority::text[],
                                 :kindAt::timestamptz[], :kindReport::text[],
                                 :causeAt::timestamptz[], :causeReport::text[],
                                 :productAt::timestamptz[], :productReport::text[],
                                 :priorityAt::timestamptz[], :priorityReport::text[],
                                 :owner::text[], :team::text[], :assignedAt::timestamptz[],
                                 :assignedRank::smallint[], :assignedReport::text[],
                                 :state::text[], :cycle::int[], :outcome::text[],
                                 :remedy::text[], :resolvedAt::timestamptz[],
                                 :resolvedKnownAt::timestamptz[],
                                 :resolvedImported::boolean[], :stateAt::timestamptz[],
                                 :stateRank::smallint[], :stateReport::text[],
                                 :mergedInto::uuid[], :linkedTo::uuid[],
                                 :continuedIn::uuid[],
                                 :handling::text[], :handlingAt::timestamptz[],
                                 :handlingReport::text[], :aboutFollowUp::boolean[],
                                 :resolvedKind::text[], :resolvedCause::text[],
                                 :resolvedProduct::text[], :resolvedOwner::text[],
                                 :firstResolvedAt::timestamptz[],
                                 :outcomeCorrected::boolean[], :confirmed::boolean[])
                            AS n(case_id, source, source_case_id, person_id, opened_at,
                                 kind, cause, product, priority,
                                 kind_at, kind_report, cause_at, cause_report,
                                 product_at, product_report, priority_at, priority_report,
                                 owner, team, assigned_at, assigned_rank, assigned_report,
                                 state, cycle, outcome, remedy, resolved_at,
                                 resolved_known_at, resolved_imported, state_at, state_rank,
                                 state_report,
                                 merged_into, linked_to, continued_in,
                                 handling, handling_at, handling_report, about_follow_up,
                                 resolved_kind, resolved_cause, resolved_product, resolved_owner,
                                 first_resolved_at, outcome_corrected, confirmed)
                        ON CONFLICT (case_id) DO UPDATE SET
                            kind = excluded.kind, cause = excluded.cause,
                            product = excluded.product, priority = excluded.priority,
                            kind_at = excluded.kind_at, kind_report = excluded.kind_report,
                            cause_at = excluded.cause_at, cause_report = excluded.cause_report,
                            product_at = excluded.product_at,
                            product_report = excluded.product_report,
                            priority_at = excluded.priority_at,
                            priority_report = excluded.priority_report,
                            owner = excluded.owner, team = excluded.team,
                            assigned_at = excluded.assigned_at,
                            assigned_rank = excluded.assigned_rank,
                            assigned_report = excluded.assigned_report,
                            state = excluded.state, cycle = excluded.cycle,
                            outcome = excluded.outcome, remedy = excluded.remedy,
                            state_at = excluded.state_at, state_rank = excluded.state_rank,
                            state_report = excluded.state_report,
                            resolved_at = excluded.resolved_at,
                            resolved_known_at = excluded.resolved_known_at,
                            resolved_imported = excluded.resolved_imported,
                            merged_into = excluded.merged_into,
                            continued_in = excluded.continued_in,
                            handling = excluded.handling, handling_at = excluded.handling_at,
                            handling_report = excluded.handling_report,
                            resolved_kind = excluded.resolved_kind,
                            resolved_cause = excluded.resolved_cause,
                            resolved_product = excluded.resolved_product,
                            resolved_owner = excluded.resolved_owner,
                            first_resolved_at = excluded.first_resolved_at,
                            outcome_corrected = excluded.outcome_corrected,
                            confirmed = excluded.confirmed""")
                .params(columns(cases))
                .update();
    }

    private static Map<String, Object> columns(List<Case> cases) {
        return Columns.of(cases)
                .with("id", Case::id)
                .with("source", one -> one.identity().source())
                .with("sourceCaseId", one -> one.identity().sourceCaseId())
                .with("person", Case::personId)
                .with("openedAt", one -> one.identity().openedAt())
                .with("kind", one -> one.matter().kind())
                .with("cause", one -> one.matter().cause())
                .with("product", one -> one.matter().product())
                .with("priority", one -> one.matter().priority())
                .with("kindAt", one -> occurredAt(one.noted().kindSince()))
                .with("kindReport", one -> reportId(one.noted().kindSince()))
                .with("causeAt", one -> occurredAt(one.noted().causeSince()))
                .with("causeReport", one -> reportId(one.noted().causeSince()))
                .with("productAt", one -> occurredAt(one.noted().productSince()))
                .with("productReport", one -> reportId(one.noted().productSince()))
                .with("priorityAt", one -> occurredAt(one.noted().prioritySince()))
                .with("priorityReport", one -> reportId(one.noted().prioritySince()))
                .with("owner", one -> one.assignment().owner())
                .with("team", one -> one.assignment().team())
                .with("assignedAt", one -> one.assignment().since().occurredAt())
                .with("assignedRank", one -> one.assignment().since().rank())
                .with("assignedReport", one -> one.assignment().since().reportId())
                .with("state", one -> one.stage().state())
                .with("cycle", Case::cycle)
                .with("outcome", one -> ofLast(one, Resolution::outcome))
                .with("remedy", one -> ofLast(one, Resolution::remedy))
                .with("resolvedAt", one -> ofLast(one, Resolution::at))
                .with("resolvedKnownAt", one -> ofLast(one, Resolution::knownAt))
                .with("resolvedImported", one -> ofLast(one, Resolution::imported))
                .with("stateAt", one -> one.stage().since().occurredAt())
                .with("mergedInto", Case::mergedInto)
                .with("linkedTo", one -> one.identity().linkedTo())
                .with("continuedIn", Case::continuedIn)
                .with("stateRank", one -> one.stage().since().rank())
                .with("stateReport", one -> one.stage().since().reportId())
                .with("handling", one -> one.matter().handling())
                .with("handlingAt", one -> occurredAt(one.noted().handlingSince()))
                .with("handlingReport", one -> reportId(one.noted().handlingSince()))
                .with("aboutFollowUp", one -> one.identity().aboutFollowUp())
                .with("resolvedKind", one -> ofLast(one, last -> last.about().kind()))
                .with("resolvedCause", one -> ofLast(one, last -> last.about().cause()))
                .with("resolvedProduct", one -> ofLast(one, last -> last.about().product()))
                .with("resolvedOwner", one -> ofLast(one, last -> last.about().owner()))
                .with("firstResolvedAt", Case::firstResolvedAt)
                .with("outcomeCorrected", Cases::outcomeCorrected)
                .with("confirmed", one -> ofLast(one, Resolution::confirmed))
                .asParams();
    }

    private static Case read(ResultSet row) throws SQLException {
        return new Case(
                        new Identity(
                                row.getObject("case_id", UUID.class),
                                row.getString("source"),
                                row.getString("source_case_id"),
                                row.getString("person_id"),
                                at(row, "opened_at"),
                                Row.uuidOrNull(row, "linked_to"),
                                row.getBoolean("about_follow_up")),
                        noted(row),
                        new Assignment(
                                row.getString("owner"),
                                row.getString("team"),
                                moment(row, "assigned")),
                        stage(row),
                        Row.uuidOrNull(row, "merged_into"),
                        Row.uuidOrNull(row, "continued_in"),
                        Row.instantOrNull(row, "first_resolved_at"))
                .asSaved();
    }

    private static Noted noted(ResultSet row) throws SQLException {
        return new Noted(
                new Matter(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("cause"),
                        row.getString("product"),
                        Priority.valueOf(row.getString("priority")),
                        Row.code(row, "handling", Handling.class)),
                change(row, "kind"),
                change(row, "cause"),
                change(row, "product"),
                change(row, "priority"),
                change(row, "handling"));
    }

    private static @Nullable Object ofLast(
            Case one, Function<Resolution, ? extends @Nullable Object> part) {
        Resolution last = one.stage().last();
        return last == null ? null : part.apply(last);
    }

    private static boolean outcomeCorrected(Case one) {
        Resolution last = one.stage().last();
        return last != null && last.outcomeCorrected();
    }

    private static @Nullable Moment change(ResultSet row, String of) throws SQLException {
        Instant at = Row.instantOrNull(row, of + "_at");
        return at == null
                ? null
                : new Moment(at, Report.Changed.RANK, row.getString(of + "_report"));
    }

    private static @Nullable Instant occurredAt(@Nullable Moment moment) {
        return moment == null ? null : moment.occurredAt();
    }

    private static @Nullable String reportId(@Nullable Moment moment) {
        return moment == null ? null : moment.reportId();
    }

    private static Stage stage(ResultSet row) throws SQLException {
        Instant resolvedAt = Row.instantOrNull(row, "resolved_at");
        return new Stage(
                Row.code(row, "state", State.class),
                row.getInt("cycle"),
                resolvedAt == null
                        ? null
                        : new Resolution(
                                Row.code(row, "outcome", Outcome.class),
                                Row.code(row, "remedy", Remedy.class),
                                resolvedAt,
                                at(row, "resolved_known_at"),
                                row.getBoolean("resolved_imported"),
                                new Resolution.About(
                                        Row.code(row, "resolved_kind", Kind.class),
                                        row.getString("resolved_cause"),
                                        row.getString("resolved_product"),
                                        row.getString("resolved_owner")),
                                row.getBoolean("outcome_corrected"),
                                row.getObject("confirmed", Boolean.class)),
                moment(row, "state"));
    }

    private static Moment moment(ResultSet row, String of) throws SQLException {
        return new Moment(
                at(row, of + "_at"), row.getInt(of + "_rank"), row.getString(of + "_report"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

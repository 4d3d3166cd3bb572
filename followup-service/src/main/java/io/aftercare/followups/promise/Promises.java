package io.aftercare.followups.promise;

import io.aftercare.followups.figures.Figures;
import io.aftercare.followups.known.Leavers;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All promises, as they stand. */
@Repository
class Promises {

    private static final Instant NO_DATE = Instant.parse("9999-12-30T00:00:00Z");

    private final JdbcClient sql;
    private final Entries entries;
    private final Realisms realisms;
    private final Figures figures;
    private final Leavers leavers;

    Promises(JdbcClient sql, Entries entries, Realisms realisms, Figures figures, Leavers leavers) {
        this.sql = sql;
        this.entries = entries;
        this.realisms = realisms;
        this.figures = figures;
        this.leavers = leavers;
    }

    @Nullable Promise find(UUID id) {
        return load(List.of(id)).get(id);
    }

    Map<UUID, Promise> load(Collection<UUID> ids) {
        List<Stored> stored =
                sql.sql("SELECT * FROM promise WHERE id = ANY(:ids)")
                        .param("ids", ids.toArray(UUID[]::new))
                        .query((row, _) -> stored(row))
                        .list();
        return whole(stored).stream()
                .collect(Collectors.toMap(promise -> promise.terms().id(), Function.identity()));
    }

    /** The promises of these cases, the oldest of each first. */
    Map<UUID, List<Promise>> ofCases(Collection<UUID> caseIds) {
        List<Stored> stored =
                sql.sql(
                                """
                                SELECT * FROM promise WHERE case_id = ANY(:caseIds)
                                 ORDER BY case_id, made_at, id""")
                        .param("caseIds", caseIds.toArray(UUID[]::new))
                        .query((row, _) -> stored(row))
                        .list();
        return whole(stored).stream()
                .collect(Collectors.groupingBy(promise -> promise.terms().caseId()));
    }

    /**
     * Some of those of these cases, the oldest first.
     *
     * @param after where the page before ended, null for the first
     */
    List<Promise> page(Collection<UUID> caseIds, @Nullable Cursor after, int limit) {
        return whole(
                sql.sql(
                                """
                                SELECT * FROM promise
                                 WHERE case_id = ANY(:caseIds) AND (:at::timestamptz IS NULL
                                    OR (made_at, id) > (:at::timestamptz, :id::uuid))
                                 ORDER BY made_at, id LIMIT :limit""")
                        .param("caseIds", caseIds.toArray(UUID[]::new))
                        .param("at", after == null ? null : after.at().toString())
                        .param("id", after == null ? null : after.id().toString())
                        .param("limit", limit)
                        .query((row, _) -> stored(row))
                        .list());
    }

    /** What was promised to these people for a day that is not before the first one. */
    List<Promise> daysOf(Collection<String> personIds, LocalDate first) {
        return whole(
                sql.sql(
                                """
                                SELECT * FROM promise
                                 WHERE person_id = ANY(:personIds) AND EXISTS (
                                    SELECT FROM promise_revision AS given
                                     WHERE given.promise_id = promise.id
                                       AND given.due_day >= :first::date)
                                 ORDER BY id""")
                        .param("personIds", personIds.toArray(String[]::new))
                        .param("first", first.toString())
                        .query((row, _) -> stored(row))
                        .list());
    }

    /**
     * Those that stand open or broken and that these answer for: the first so many after that one.
     *
     * @param everybody true: all of them, whoever answers for them
     */
    List<Promise> standing(
            Collection<String> staffIds,
            Collection<String> teamIds,
            boolean everybody,
            UUID after,
            int most) {
        return whole(
                sql.sql(
                                """
                                SELECT * FROM promise
                                 WHERE listed_as = 'TO_DO' AND id > :after
                                   AND (:everybody
                                    OR case_team = ANY(:teamIds)
                                    OR coalesce(owner, case_owner) IN (
                                        SELECT id FROM staff WHERE team = ANY(:teamIds)
                                        UNION SELECT unnest(:staffIds::text[])))
                                 ORDER BY id LIMIT :most""")
                        .param("after", after)
                        .param("everybody", everybody)
                        .param("teamIds", teamIds.toArray(String[]::new))
                        .param("staffIds", staffIds.toArray(String[]::new))
                        .param("most", most)
                        .query((row, _) -> stored(row))
                        .list());
    }

    /**
     * With their dates and notices, which are read in further statements. Each promise looks them
     * up by itself, and {@code OFFSET 0} keeps it so: statistics from when these tables were empty
     * would have all of them read for a handful.
     */
    private List<Promise> whole(List<Stored> stored) {
        UUID[] ids = stored.stream().map(it -> it.terms().id()).toArray(UUID[]::new);
        Map<UUID, List<Revision>> revisions =
                ofPromises(
                        """
                        SELECT given.* FROM unnest(:ids) AS id CROSS JOIN LATERAL (
                            SELECT * FROM promise_revision
                             WHERE promise_id = id OFFSET 0) AS given
                         ORDER BY promise_id, revision""",
                        ids,
                        Promises::revision);
        Map<UUID, List<Notice>> notices =
                ofPromises(
                        """
                        SELECT told.* FROM unnest(:ids) AS id CROSS JOIN LATERAL (
                            SELECT * FROM promise_notice
                             WHERE promise_id = id OFFSET 0) AS told
                         ORDER BY promise_id, revision, notice, level""",
                        ids,
                        Promises::notice);
        return stored.stream()
                .map(
                        it ->
                                new Promise(
                                                it.terms(),
                                                it.condition(),
                                                it.state(),
                                                it.keptAt(),
                                                it.withdrawal(),
                                                revisions.getOrDefault(it.terms().id(), List.of()),
                                                notices.getOrDefault(it.terms().id(), List.of()))
                                        .countedUnder(it.attribution()))
                .toList();
    }

    private <T> Map<UUID, List<T>> ofPromises(String select, UUID[] ids, Reading<T> reading) {
        record Of<T>(UUID promiseId, T it) {}
        return sql
                .sql(select)
                .param("ids", ids)
                .query((row, _) -> new Of<>(Row.uuid(row, "promise_id"), reading.of(row)))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Of::promiseId, Collectors.mapping(Of::it, Collectors.toList())));
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** A promise without its dates and notices. */
    private record Stored(
            Promise.Terms terms,
            @Nullable Condition condition,
            Promise.State state,
            @Nullable Instant keptAt,
            @Nullable Withdrawal withdrawal,
            @Nullable Attribution attribution) {}

    /** Whom these promises were made to, as far as somebody is known. */
    static Set<String> people(Collection<Promise> promises) {
        return promises.stream()
                .map(promise -> promise.terms().personId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Forgets in whose words these people have to do something; that they have to stays. */
    void forgetConditions(Collection<String> personIds) {
        sql.sql(
                        """
                        UPDATE promise SET condition = NULL
                         WHERE person_id = ANY(:ids) AND condition IS NOT NULL""")
                .param("ids", personIds.toArray(String[]::new))
                .update();
    }

    /** Saves what has changed, and adds to the ledger how. */
    void save(Collection<Promise> promises, Instant now) {
        List<Promise> changed =
                promises.stream().filter(promise -> !promise.unsaved().isEmpty()).toList();
        if (!changed.isEmpty()) {
            addPromises(changed.stream().filter(Promise::isNew).toList());
            leavers.answering(newOwners(changed));
            changePromises(changed.stream().filter(promise -> !promise.isNew()).toList());
            saveRevisions(changed);
            saveNotices(changed);
            entries.add(changed, now);
            realisms.add(changed);
            figures.add(
                    changed.stream()
                            .flatMap(it -> Tally.changes(it).stream())
                            .map(Promises::change)
                            .toList());
        }
    }

    /** Who answers for one of the new ones with work left; a hand-over says so itself. */
    private static Set<String> newOwners(Collection<Promise> changed) {
        return changed.stream()
                .filter(Promise::isNew)
                .filter(Promise::isHeld)
                .map(promise -> promise.terms().owner())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Moves what was counted under something wrong; nothing else of the promises has changed. */
    void countAnew(Collection<Promise> promises) {
        List<Promise> moved =
                promises.stream()
                        .filter(it -> !Objects.equals(it.attribution(), it.countedUnder()))
                        .toList();
        sql.sql(
                        """
                        UPDATE promise SET cause = corrected.cause, product = corrected.product
                          FROM unnest(:id::uuid[], :cause::text[], :product::text[])
                            AS corrected(id, cause, product)
                         WHERE promise.id = corrected.id""")
                .params(
                        Columns.of(moved)
                                .with("id", it -> it.terms().id())
                                .with("cause", it -> attribution(it, Attribution::cause))
                                .with("product", it -> attribution(it, Attribution::product))
                                .asParams())
                .update();
        figures.add(
                moved.stream()
                        .flatMap(it -> Tally.changes(it).stream())
                        .map(Promises::change)
                        .toList());
    }

    private static Figures.Change change(Tally.Change change) {
        Attribution under = change.under();
        return new Figures.Change(
                under.week(),
                under.owner(),
                under.team(),
                under.cause(),
                under.product(),
                change.by());
    }

    private void addPromises(List<Promise> promises) {
        if (promises.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO promise (id, case_id, person_id, cycle, kind, owner, made_at,
                            recorded_at, imported, revision, state, kept_at,
                            withdrawn_at, withdrawal_recorded_at, consent, held_for,
                            due_at, week, counted_owner, case_owner, counted_team, case_team,
                            cause, product, condition, condition_days, condition_business,
                            reminded_at, met_at)
                        SELECT * FROM unnest(:id::uuid[], :caseId::uuid[], :personId::text[],
                            :cycle::int[], :kind::text[], :owner::text[], :madeAt::timestamptz[],
                            :recordedAt::timestamptz[], :imported::boolean[], :revision::int[],
                            :state::text[], :keptAt::timestamptz[], :withdrawnAt::timestamptz[],
                            :withdrawalRecordedAt::timestamptz[], :consent::boolean[],
                            :heldFor::uuid[], :due::timestamptz[], :week::date[],
                            :countedOwner::text[], :caseOwner::text[], :team::text[],
                            :team::text[], :cause::text[], :product::text[],
                            :condition::text[], :conditionDays::int[],
                            :conditionBusiness::boolean[], :remindedAt::timestamptz[],
                            :metAt::timestamptz[])
                        ON CONFLICT (id) DO UPDATE SET
                            owner = excluded.owner,
                            revision = excluded.revision, state = excluded.state,
                            kept_at = excluded.kept_at, withdrawn_at = excluded.withdrawn_at,
                            withdrawal_recorded_at = excluded.withdrawal_recorded_at,
                            consent = excluded.consent, due_at = excluded.due_at,
                            week = excluded.week, counted_owner = excluded.counted_owner,
                            counted_team = excluded.counted_team, cause = excluded.cause,
                            product = excluded.product, reminded_at = excluded.reminded_at,
                            met_at = excluded.met_at""")
                .params(
                        changing(promises)
                                .with("caseId", promise -> promise.terms().caseId())
                                .with("personId", promise -> promise.terms().personId())
                                .with("cycle", promise -> promise.terms().cycle())
                                .with("kind", promise -> promise.terms().kind())
                                .with("madeAt", promise -> promise.terms().madeAt())
                                .with("recordedAt", promise -> promise.terms().recordedAt())
                                .with("imported", promise -> promise.terms().imported())
                                .with("heldFor", promise -> promise.terms().heldFor())
                                .with("caseOwner", it -> attribution(it, Attribution::caseOwner))
                                .with("condition", it -> condition(it, Condition::text))
                                .with("conditionDays", it -> condition(it, c -> c.span().days()))
                                .with(
                                        "conditionBusiness",
                                        it -> condition(it, c -> c.span().business()))
                                .asParams())
                .update();
    }

    /** Many may be broken in the same second: what cannot have changed is not written again. */
    private void changePromises(List<Promise> promises) {
        if (promises.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        UPDATE promise SET
                            owner = now.owner, revision = now.revision, state = now.state,
                            kept_at = now.kept_at, withdrawn_at = now.withdrawn_at,
                            withdrawal_recorded_at = now.withdrawal_recorded_at,
                            consent = now.consent, due_at = now.due_at, week = now.week,
                            counted_owner = now.counted_owner, counted_team = now.counted_team,
                            cause = now.cause, product = now.product,
                            reminded_at = now.reminded_at, met_at = now.met_at
                          FROM unnest(:id::uuid[], :owner::text[], :revision::int[],
                            :state::text[], :keptAt::timestamptz[], :withdrawnAt::timestamptz[],
                            :withdrawalRecordedAt::timestamptz[], :consent::boolean[],
                            :due::timestamptz[], :week::date[], :countedOwner::text[],
                            :team::text[], :cause::text[], :product::text[],
                            :remindedAt::timestamptz[], :metAt::timestamptz[])
                            AS now(id, owner, revision, state, kept_at, withdrawn_at,
                                withdrawal_recorded_at, consent, due_at, week, counted_owner,
                                counted_team, cause, product, reminded_at, met_at)
                         WHERE promise.id = now.id""")
                .params(changing(promises).asParams())
                .update();
    }

    private static Columns<Promise> changing(List<Promise> promises) {
        return Columns.of(promises)
                .with("id", promise -> promise.terms().id())
                .with("owner", promise -> promise.terms().owner())
                .with("revision", Promise::number)
                .with("state", Promise::state)
                .with("keptAt", Promise::keptAt)
                .with("withdrawnAt", it -> withdrawal(it, Withdrawal::at))
                .with("withdrawalRecordedAt", it -> withdrawal(it, Withdrawal::reportedAt))
                .with("consent", it -> withdrawal(it, Withdrawal::consent))
                .with("due", Promises::dueInLists)
                .with("week", it -> attribution(it, Attribution::week))
                .with("countedOwner", it -> attribution(it, Attribution::owner))
                .with("team", it -> attribution(it, Attribution::team))
                .with("cause", it -> attribution(it, Attribution::cause))
                .with("product", it -> attribution(it, Attribution::product))
                .with("remindedAt", it -> condition(it, Condition::remindedAt))
                .with("metAt", it -> condition(it, Condition::metAt));
    }

    private static <V> @Nullable V withdrawal(Promise promise, Function<Withdrawal, V> value) {
        Withdrawal withdrawal = promise.withdrawal();
        return withdrawal == null ? null : value.apply(withdrawal);
    }

    /** What has no date comes after all that have one. */
    private static Instant dueInLists(Promise promise) {
        return promise.hasDate() ? promise.due() : NO_DATE;
    }

    private static <V> @Nullable V condition(
            Promise promise, Function<Condition, @Nullable V> value) {
        Condition condition = promise.condition();
        return condition == null ? null : value.apply(condition);
    }

    private static <V> @Nullable V attribution(
            Promise promise, Function<Attribution, @Nullable V> value) {
        Attribution attribution = promise.attribution();
        return attribution == null ? null : value.apply(attribution);
    }

    /** What a customer was given is added and stays; only what is learnt of it changes. */
    private void saveRevisions(List<Promise> promises) {
        record Given(UUID promiseId, Revision revision) {
            <V> @Nullable V change(Function<Revision.Change, @Nullable V> value) {
                Revision.Change change = revision.change();
                return change == null ? null : value.apply(change);
            }

            <V> @Nullable V attempts(Function<Watch.Attempts, @Nullable V> value) {
                Watch.Attempts attempts = revision.watch().attempts();
                return attempts == null ? null : value.apply(attempts);
            }
        }
        List<Given> given =
                promises.stream()
                        .flatMap(
                                promise ->
                                        promise.unsavedRevisions().stream()
                                                .map(it -> new Given(promise.terms().id(), it)))
                        .toList();
        if (given.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO promise_revision (promise_id, revision, due_day, due_at,
                            given_at, recorded_at, change_id, reason, initiative, given_by, told_at,
                            delivered_at, outcome, warned, answer, held_at, held_in_vain,
                            escalated, note, first_attempt_at, last_attempt_at,
                            attempts_apart, wrote_at)
                        SELECT * FROM unnest(:promiseId::uuid[], :revision::int[],
                            :dueDay::date[], :due::timestamptz[], :givenAt::timestamptz[],
                            :recordedAt::timestamptz[], :changeId::uuid[], :reason::text[],
                            :initiative::text[], :givenBy::text[], :toldAt::timestamptz[],
                            :deliveredAt::timestamptz[], :outcome::text[], :warned::int[],
                            :answer::text[], :heldAt::timestamptz[],
                            :heldInVain::boolean[], :escalated::int[],
                            :note::text[], :firstAttemptAt::timestamptz[],
                            :lastAttemptAt::timestamptz[], :attemptsApart::boolean[],
                            :wroteAt::timestamptz[])
                        ON CONFLICT (promise_id, revision) DO UPDATE SET
                            due_day = excluded.due_day, due_at = excluded.due_at,
                            delivered_at = excluded.delivered_at,
                            outcome = excluded.outcome, warned = excluded.warned,
                            answer = excluded.answer, held_at = excluded.held_at,
                            held_in_vain = excluded.held_in_vain,
                            escalated = excluded.escalated, told_at = excluded.told_at,
                            first_attempt_at = excluded.first_attempt_at,
                            last_attempt_at = excluded.last_attempt_at,
                            attempts_apart = excluded.attempts_apart,
                            wrote_at = excluded.wrote_at
                         WHERE (promise_revision.due_day, promise_revision.due_at,
                                promise_revision.delivered_at, promise_revision.outcome,
                                promise_revision.warned, promise_revision.answer,
                                promise_revision.held_at, promise_revision.held_in_vain,
                                promise_revision.escalated, promise_revision.told_at,
                                promise_revision.first_attempt_at,
                                promise_revision.last_attempt_at,
                                promise_revision.attempts_apart, promise_revision.wrote_at)
                            IS DISTINCT FROM (excluded.due_day, excluded.due_at,
                                excluded.delivered_at, excluded.outcome,
                                excluded.warned, excluded.answer,
                                excluded.held_at, excluded.held_in_vain,
                                excluded.escalated, excluded.told_at,
                                excluded.first_attempt_at, excluded.last_attempt_at,
                                excluded.attempts_apart, excluded.wrote_at)""")
                .params(
                        Columns.of(given)
                                .with("promiseId", Given::promiseId)
                                .with("revision", it -> it.revision().number())
                                .with("dueDay", it -> it.revision().dueDay())
                                .with("due", it -> it.revision().due())
                                .with("givenAt", it -> it.revision().givenAt())
                                .with("recordedAt", it -> it.revision().recordedAt())
                                .with("changeId", it -> it.change(Revision.Change::id))
                                .with("reason", it -> it.change(Revision.Change::reason))
                                .with("initiative", it -> it.change(Revision.Change::initiative))
                                .with("givenBy", it -> it.change(Revision.Change::by))
                                .with("toldAt", it -> it.change(Revision.Change::toldAt))
                                .with("deliveredAt", it -> it.revision().deliveredAt())
                                .with("outcome", it -> it.revision().outcome())
                                .with("warned", it -> it.revision().watch().warned())
                                .with("answer", it -> it.revision().watch().answer())
                                .with("heldAt", it -> it.revision().watch().heldAt())
                                .with("heldInVain", it -> it.revision().watch().heldInVain())
                                .with("escalated", it -> it.revision().watch().escalated())
                                .with("note", it -> it.change(Revision.Change::note))
                                .with("firstAttemptAt", it -> it.attempts(Watch.Attempts::first))
                                .with("lastAttemptAt", it -> it.attempts(Watch.Attempts::last))
                                .with("attemptsApart", it -> it.attempts(Watch.Attempts::apart))
                                .with("wroteAt", it -> it.attempts(Watch.Attempts::wroteAt))
                                .asParams())
                .update();
    }

    /** Forgets what was written for these people. */
    void forgetNotes(Collection<String> personIds) {
        sql.sql(
                        """
                        UPDATE promise_revision SET note = NULL
                         WHERE note IS NOT NULL AND promise_id IN (
                            SELECT id FROM promise WHERE person_id = ANY(:personIds))""")
                .param("personIds", personIds.toArray(String[]::new))
                .update();
    }

    private record Word(UUID promiseId, Notice notice) {

        static List<Word> of(List<Promise> promises, Function<Promise, List<Notice>> which) {
            return promises.stream()
                    .flatMap(
                            promise ->
                                    which.apply(promise).stream()
                                            .map(it -> new Word(promise.terms().id(), it)))
                    .toList();
        }

        static Columns<Word> columns(List<Word> words) {
            return Columns.of(words)
                    .with("promiseId", Word::promiseId)
                    .with("revision", it -> it.notice().revision())
                    .with("notice", it -> it.notice().kind())
                    .with("level", it -> it.notice().level());
        }
    }

    private void saveNotices(List<Promise> promises) {
        List<Word> gone = Word.of(promises, Promise::goneNotices);
        if (!gone.isEmpty()) {
            sql.sql(
                            """
                            DELETE FROM promise_notice AS told
                             USING unnest(:promiseId::uuid[], :revision::int[], :notice::text[],
                                :level::int[]) AS gone(promise_id, revision, notice, level)
                             WHERE told.promise_id = gone.promise_id
                               AND told.revision = gone.revision
                               AND told.notice = gone.notice AND told.level = gone.level""")
                    .params(Word.columns(gone).asParams())
                    .update();
        }
        List<Word> added = Word.of(promises, Promise::unsavedNotices);
        if (!added.isEmpty()) {
            sql.sql(
                            """
                            INSERT INTO promise_notice
                                (promise_id, revision, notice, level, recipient)
                            SELECT * FROM unnest(:promiseId::uuid[], :revision::int[],
                                :notice::text[], :level::int[], :recipient::text[])
                            ON CONFLICT DO NOTHING""")
                    .params(
                            Word.columns(added)
                                    .with("recipient", it -> it.notice().recipient())
                                    .asParams())
                    .update();
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                terms(row),
                condition(row),
                Row.code(row, "state", Promise.State.class),
                Row.instantOrNull(row, "kept_at"),
                withdrawal(row),
                attribution(row));
    }

    private static @Nullable Condition condition(ResultSet row) throws SQLException {
        Integer days = row.getObject("condition_days", Integer.class);
        return days == null
                ? null
                : new Condition(
                        row.getString("condition"),
                        new Condition.Span(days, row.getBoolean("condition_business")),
                        Row.instantOrNull(row, "reminded_at"),
                        Row.instantOrNull(row, "met_at"));
    }

    private static @Nullable Attribution attribution(ResultSet row) throws SQLException {
        LocalDate week = row.getObject("week", LocalDate.class);
        return week == null
                ? null
                : new Attribution(
                        week,
                        row.getString("counted_owner"),
                        row.getString("case_owner"),
                        row.getString("counted_team"),
                        row.getString("cause"),
                        row.getString("product"));
    }

    private static @Nullable Withdrawal withdrawal(ResultSet row) throws SQLException {
        Instant at = Row.instantOrNull(row, "withdrawn_at");
        return at == null
                ? null
                : new Withdrawal(
                        row.getBoolean("consent"), at, Row.instant(row, "withdrawal_recorded_at"));
    }

    private static Promise.Terms terms(ResultSet row) throws SQLException {
        return new Promise.Terms(
                Row.uuid(row, "id"),
                Row.uuid(row, "case_id"),
                row.getString("person_id"),
                row.getInt("cycle"),
                Row.code(row, "kind", Promise.Kind.class),
                row.getString("owner"),
                Row.instant(row, "made_at"),
                Row.instant(row, "recorded_at"),
                row.getBoolean("imported"),
                Row.uuidOrNull(row, "held_for"));
    }

    private static Revision revision(ResultSet row) throws SQLException {
        return new Revision(
                row.getInt("revision"),
                row.getObject("due_day", LocalDate.class),
                Row.instant(row, "due_at"),
                Row.instant(row, "given_at"),
                Row.instant(row, "recorded_at"),
                change(row),
                Row.instantOrNull(row, "delivered_at"),
                Row.codeOrNull(row, "outcome", Revision.Outcome.class),
                new Watch(
                        row.getInt("warned"),
                        Row.codeOrNull(row, "answer", Watch.Answer.class),
                        Row.instantOrNull(row, "held_at"),
                        row.getBoolean("held_in_vain"),
                        row.getInt("escalated"),
                        attempts(row)));
    }

    private static Watch.@Nullable Attempts attempts(ResultSet row) throws SQLException {
        Instant first = Row.instantOrNull(row, "first_attempt_at");
        return first == null
                ? null
                : new Watch.Attempts(
                        first,
                        Row.instant(row, "last_attempt_at"),
                        row.getBoolean("attempts_apart"),
                        Row.instantOrNull(row, "wrote_at"));
    }

    private static Revision.@Nullable Change change(ResultSet row) throws SQLException {
        UUID id = Row.uuidOrNull(row, "change_id");
        return id == null
                ? null
                : new Revision.Change(
                        id,
                        Row.code(row, "reason", Revision.Reason.class),
                        Row.code(row, "initiative", Revision.Initiative.class),
                        row.getString("given_by"),
                        Row.instantOrNull(row, "told_at"),
                        row.getString("note"));
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getInt("revision"),
                Row.code(row, "notice", Notice.Kind.class),
                row.getInt("level"),
                Objects.requireNonNull(row.getString("recipient")));
    }
}

package io.aftercare.cases.intake;

import static io.aftercare.cases.SourceCase.assigned;
import static io.aftercare.cases.SourceCase.changed;
import static io.aftercare.cases.SourceCase.kept;
import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.promised;
import static io.aftercare.cases.SourceCase.reopened;
import static io.aftercare.cases.SourceCase.resolved;
import static io.aftercare.cases.SourceCase.revised;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.intake.Closed;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many cases of one course, each reported twice in an order of its own, in a few polls. */
@ServiceTest
class ShuffledReportsTest {

    private static final int CASES = Boolean.getBoolean("thorough") ? 5_000 : 100;

    @Autowired Publishing publishing;
    @Autowired Quiet quiet;
    @Autowired MovableClock clock;
    @Autowired JdbcClient sql;

    @Test
    void endAsTheCourseDid() {
        Random random = new Random(4711);
        List<SourceCase> cases =
                IntStream.range(0, CASES).mapToObj(_ -> SourceCase.aNewOne()).toList();
        List<List<Integer>> orders = cases.stream().map(_ -> order(random)).toList();
        List<Object> course = course(clock.instant());

        for (int round = 0; round < 2; round++) {
            for (int place = 0; place < course.size(); place++) {
                List<Map.Entry<String, SpecificRecord>> records = new ArrayList<>();
                for (int i = 0; i < CASES; i++) {
                    int step = orders.get(i).get(place);
                    records.add(record(cases.get(i), step, course));
                }
                publishing.sendAll(Topics.CASE_INTAKE, records);
            }
        }
        quiet.await();

        String[] ids =
                cases.stream().map(SourceCase::caseId).map(UUID::toString).toArray(String[]::new);
        assertThat(
                        count(
                                """
                                SELECT count(*) FROM cases
                                 WHERE case_id = ANY(:ids::uuid[]) AND state = 'CLOSED'
                                   AND owner = 'lisa' AND cause = 'modem' AND product = 'fibre'
                                   AND state_at = :end::timestamptz""",
                                ids))
                .isEqualTo(CASES);
        assertThat(
                        count(
                                """
                                SELECT count(*) FROM promise
                                 WHERE case_id = ANY(:ids::uuid[]) AND ended = 'KEPT'
                                   AND revised_at < ended_at AND :end::text IS NOT NULL""",
                                ids))
                .isEqualTo(CASES);
        assertThat(
                        count(
                                """
                                SELECT count(*) FROM report
                                 WHERE case_id = ANY(:ids::uuid[])
                                   AND result NOT IN ('APPLIED', 'LATE')
                                   AND :end::text IS NOT NULL""",
                                ids))
                .isZero();
    }

    private static List<Object> course(Instant now) {
        return List.of(
                opened(null),
                assigned("lisa"),
                changed("modem"),
                promised("a", now),
                revised("a", now.plusSeconds(60)),
                kept("a"),
                resolved(),
                reopened(),
                resolved(),
                new Closed());
    }

    /** Any, but that what happens to the promise comes after it. */
    private static List<Integer> order(Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 10).boxed().toList());
        Collections.shuffle(order, random);
        int made = order.indexOf(3);
        int first = Math.min(made, Math.min(order.indexOf(4), order.indexOf(5)));
        Collections.swap(order, made, first);
        return order;
    }

    private Map.Entry<String, SpecificRecord> record(
            SourceCase about, int step, List<Object> course) {
        Instant at = clock.instant().minusSeconds(60L * (10 - step));
        return Map.entry(about.id(), about.report("r" + step, at, course.get(step)));
    }

    private int count(String query, String[] ids) {
        return sql.sql(query)
                .param("ids", ids)
                .param("end", clock.instant().minusSeconds(60).toString())
                .query(Integer.class)
                .single();
    }
}

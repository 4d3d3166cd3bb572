package io.aftercare.followups.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.ServiceTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A statement is planned for the tables as they are now, not as they were when the service began.
 */
@ServiceTest
class FreshPlansTest {

    private static final int OFTEN = 20;

    @Autowired private Cases cases;
    @Autowired private JdbcClient sql;
    @Autowired private TransactionTemplate transaction;

    @Test
    void noPlanIsKept() {
        // as many as a batch has: without them a plan that is kept would seem no cheaper
        List<UUID> many = Stream.generate(UUID::randomUUID).limit(1_000).toList();
        transaction.executeWithoutResult(
                _ -> {
                    for (int time = 0; time < OFTEN; time++) {
                        cases.load(many);
                    }

                    assertThat(plans("custom_plans")).isGreaterThan(OFTEN / 2);
                    assertThat(plans("generic_plans")).isZero();
                });
    }

    /** How many were made for that statement, which the driver has prepared by now. */
    private long plans(String kind) {
        return sql.sql(
                        """
                        SELECT coalesce(sum(%s), 0) FROM pg_prepared_statements
                         WHERE statement LIKE 'SELECT * FROM known_case WHERE case_id = ANY%%'"""
                                .formatted(kind))
                .query(Long.class)
                .single();
    }
}

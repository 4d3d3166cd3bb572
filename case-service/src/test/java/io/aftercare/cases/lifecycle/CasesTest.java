package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.ServiceTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class CasesTest {

    @Autowired JdbcClient sql;

    /**
     * A batch and an erasure lock rows of the same cases; only one order keeps them from a circle.
     */
    @Test
    void sortsIdsAsTheDatabaseDoes() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(200).toList();
        List<String> sorted =
                sql.sql("SELECT id::text FROM unnest(:ids::uuid[]) AS i(id) ORDER BY id")
                        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                        .query((row, _) -> row.getString(1))
                        .list();

        assertThat(ids.stream().sorted(Cases.AS_THE_DATABASE_SORTS).map(UUID::toString))
                .containsExactlyElementsOf(sorted);
    }
}

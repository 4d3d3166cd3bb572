package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import org.junit.jupiter.api.Test;

/** The running role changes rows; what the tables are is the migrations' alone. */
class RightsTest {

    @Test
    void theRunningRoleCannotChangeTheHistoryOfMigrations() {
        try (Arena arena = Arena.open()) {
            arena.replica();

            for (String history :
                    new String[] {
                        "messaging.flyway_schema_history", "public.flyway_schema_history"
                    }) {
                assertThat(
                                arena.sql()
                                        .sql(
                                                """
                                                SELECT has_table_privilege(
                                                    :role, :table, 'INSERT, UPDATE, DELETE')""")
                                        .param("role", arena.database().running())
                                        .param("table", history)
                                        .query(Boolean.class)
                                        .single())
                        .as(history)
                        .isFalse();
            }
        }
    }
}

package io.aftercare.followups.promise;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The settings by which promises were planned last. */
@Repository
class PlannedPaces {

    private final JdbcClient sql;

    PlannedPaces(JdbcClient sql) {
        this.sql = sql;
    }

    @Nullable String find() {
        return sql.sql("SELECT fingerprint FROM planned_by")
                .query(String.class)
                .optional()
                .orElse(null);
    }

    void save(String fingerprint) {
        sql.sql(
                        """
                        INSERT INTO planned_by (fingerprint) VALUES (:fingerprint)
                        ON CONFLICT (only_one) DO UPDATE SET fingerprint = excluded.fingerprint""")
                .param("fingerprint", fingerprint)
                .update();
    }
}

package io.aftercare.planted.bad;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Speaks SQL and is no repository. */
record Hinge(JdbcClient sql) {

    long creaks() {
        return sql.sql("SELECT 1").query(Long.class).single();
    }
}

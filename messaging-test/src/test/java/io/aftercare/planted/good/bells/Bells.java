package io.aftercare.planted.good.bells;

import io.aftercare.messaging.Columns;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Bells {

    private final JdbcClient sql;

    Bells(JdbcClient sql) {
        this.sql = sql;
    }

    List<Bell> load(Collection<String> ids) {
        sql.sql("SELECT").params(Columns.of(ids).with("id", id -> id).asParams());
        return List.of(new Bell());
    }
}

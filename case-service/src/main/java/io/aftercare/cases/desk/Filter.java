package io.aftercare.cases.desk;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which cases are on a list: those that are as each part says; null says nothing. */
record Filter(
        @Nullable String owner,
        @Nullable String team,
        @Nullable String state,
        @Nullable String cause,
        @Nullable String product) {

    /** By column. */
    Map<String, String> columns() {
        Map<String, String> columns = new HashMap<>();
        put(columns, "owner", owner);
        put(columns, "team", team);
        put(columns, "state", state);
        put(columns, "cause", cause);
        put(columns, "product", product);
        return columns;
    }

    private static void put(Map<String, String> columns, String name, @Nullable String value) {
        if (value != null) {
            columns.put(name, value);
        }
    }
}

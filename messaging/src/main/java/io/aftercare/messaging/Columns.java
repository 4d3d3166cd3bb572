package io.aftercare.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many objects as one array per column, for set-based SQL: {@code INSERT … SELECT * FROM
 * unnest(:id::uuid[], :due::timestamptz[])}. Numbers, booleans and byte arrays keep their type;
 * everything else travels as text, so every parameter needs its cast.
 */
public final class Columns<T> {

    private final List<T> rows;
    private final Map<String, Object> arrays = new LinkedHashMap<>();

    private Columns(Collection<? extends T> rows) {
        this.rows = List.copyOf(rows);
    }

    public static <T> Columns<T> of(Collection<? extends T> rows) {
        return new Columns<>(rows);
    }

    /** Adds the parameter {@code name}: the value of each row, in order. */
    public Columns<T> with(String name, Function<? super T, ? extends @Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        for (T row : rows) {
            values.add(value.apply(row));
        }
        arrays.put(name, array(values));
        return this;
    }

    /** The arrays by parameter name, as JdbcClient's {@code params} takes them. */
    public Map<String, Object> asParams() {
        return arrays;
    }

    private static Object array(List<@Nullable Object> values) {
        for (Object value : values) {
            if (value != null) {
                return switch (value) {
                    case Long _ -> values.toArray(Long[]::new);
                    case Integer _ -> values.toArray(Integer[]::new);
                    case Boolean _ -> values.toArray(Boolean[]::new);
                    case byte[] _ -> values.toArray(byte[][]::new);
                    default -> texts(values);
                };
            }
        }
        return texts(values);
    }

    private static @Nullable String[] texts(List<@Nullable Object> values) {
        @Nullable String[] texts = new @Nullable String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = values.get(i);
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }
}

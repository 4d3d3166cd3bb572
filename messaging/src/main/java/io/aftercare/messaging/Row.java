package io.aftercare.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns that JDBC has no getter for; what {@link Columns} writes comes back as it was. A
 * null where none may be is an error that names the column.
 */
public final class Row {

    private Row() {}

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column), column);
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(uuidOrNull(row, column), column);
    }

    public static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** A constant that is stored by its name. */
    public static <E extends Enum<E>> E code(ResultSet row, String column, Class<E> type)
            throws SQLException {
        return Objects.requireNonNull(codeOrNull(row, column, type), column);
    }

    /** A constant that is stored by its name. */
    public static <E extends Enum<E>> @Nullable E codeOrNull(
            ResultSet row, String column, Class<E> type) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : Enum.valueOf(type, name);
    }
}

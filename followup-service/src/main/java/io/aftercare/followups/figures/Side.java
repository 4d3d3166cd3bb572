package io.aftercare.followups.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What figures are grouped by. */
enum Side {
    OWNER,
    TEAM,
    CAUSE,
    PRODUCT,
    WEEK;

    static final String NAMES =
            Arrays.stream(values()).map(Side::code).collect(Collectors.joining(", "));

    /** As callers write it; null if there is none of that name. */
    static @Nullable Side of(String code) {
        return Arrays.stream(values())
                .filter(side -> side.code().equals(code))
                .findAny()
                .orElse(null);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.aftercare.followups.promise;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a promise is counted under: as it was when it was made. Later changes of its case do not
 * rewrite that, a correction does.
 *
 * @param week the Monday of the week in which it was made, where the company is
 * @param owner who answered for it
 * @param caseOwner who answered for its case
 * @param team that team's, as far as the case said
 */
record Attribution(
        LocalDate week,
        @Nullable String owner,
        @Nullable String caseOwner,
        @Nullable String team,
        @Nullable String cause,
        @Nullable String product) {

    /**
     * What it should have been, if that was wrong; the same if that is of something else.
     *
     * @param field the name of what was wrong, as {@code CAUSE}
     */
    Attribution corrected(String field, @Nullable String before, String code) {
        boolean ofCause = field.equals("CAUSE") && Objects.equals(cause, before);
        boolean ofProduct = field.equals("PRODUCT") && Objects.equals(product, before);
        return new Attribution(
                week, owner, caseOwner, team, ofCause ? code : cause, ofProduct ? code : product);
    }
}

package io.aftercare.followups.promise;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a promise is counted under: as it was when it was made. Later changes of its case do not
 * rewrite that.
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
        @Nullable String product) {}

package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.Persons;
import io.aftercare.followups.promise.Promise.Keep;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What has to be known to write a promise into the ledger, loaded for many at once. */
@Repository
class Circumstances {

    private final Cases cases;
    private final Persons persons;
    private final Promises promises;
    private final Resolutions resolutions;
    private final EarlyKeeps earlyKeeps;

    Circumstances(
            Cases cases,
            Persons persons,
            Promises promises,
            Resolutions resolutions,
            EarlyKeeps earlyKeeps) {
        this.cases = cases;
        this.persons = persons;
        this.promises = promises;
        this.resolutions = resolutions;
        this.earlyKeeps = earlyKeeps;
    }

    Known of(Collection<UUID> caseIds, Collection<UUID> promiseIds) {
        Map<UUID, KnownCase> known = cases.of(caseIds);
        List<String> people =
                known.values().stream()
                        .map(KnownCase::personId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        return new Known(
                known,
                persons.zones(people),
                promises.of(promiseIds),
                resolutions.of(caseIds),
                earlyKeeps.of(promiseIds));
    }

    /**
     * @param promises those of the promises that are in the ledger already
     */
    record Known(
            Map<UUID, KnownCase> cases,
            Map<String, ZoneId> zones,
            Map<UUID, Promise> promises,
            Map<UUID, List<Resolution>> resolutions,
            Map<UUID, Keep> earlyKeeps) {

        /** The customer's zone, or the given one if it is not known. */
        ZoneId zone(KnownCase of, ZoneId otherwise) {
            return of.personId() == null ? otherwise : zones.getOrDefault(of.personId(), otherwise);
        }

        /** What was heard so far that keeps this promise. */
        List<Keep> keeps(Promise.Terms terms) {
            List<Keep> keeps = new ArrayList<>();
            switch (terms.kind()) {
                case RESOLUTION ->
                        resolutions
                                .getOrDefault(terms.caseId(), List.of())
                                .forEach(
                                        resolution -> add(keeps, resolution.keeps(terms.madeAt())));
                case OTHER -> add(keeps, earlyKeeps.get(terms.id()));
            }
            return keeps;
        }

        private static void add(List<Keep> keeps, @Nullable Keep keep) {
            if (keep != null) {
                keeps.add(keep);
            }
        }
    }
}

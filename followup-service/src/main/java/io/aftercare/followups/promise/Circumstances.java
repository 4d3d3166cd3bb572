package io.aftercare.followups.promise;

import io.aftercare.followups.known.CompanySettings;
import io.aftercare.followups.known.People;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What has to be known to write a promise into the ledger, loaded for many at once. */
@Repository
class Circumstances {

    private final People people;
    private final Promises promises;
    private final Resolutions resolutions;
    private final Calls calls;
    private final HeardMessages messages;
    private final EarlyReports earlyReports;
    private final CompanySettings company;

    Circumstances(
            People people,
            Promises promises,
            Resolutions resolutions,
            Calls calls,
            HeardMessages messages,
            EarlyReports earlyReports,
            CompanySettings company) {
        this.people = people;
        this.promises = promises;
        this.resolutions = resolutions;
        this.calls = calls;
        this.messages = messages;
        this.earlyReports = earlyReports;
        this.company = company;
    }

    Known load(
            Collection<UUID> caseIds, Collection<UUID> promiseIds, Collection<String> personIds) {
        return new Known(
                people.zones(personIds),
                promises.load(promiseIds),
                resolutions.ofCases(caseIds),
                calls.ofCases(caseIds),
                messages.ofCases(caseIds),
                earlyReports.load(promiseIds),
                company.zone());
    }

    /**
     * @param promises those of the promises that are in the ledger already
     * @param otherwise where somebody lives of whom it is not known
     */
    record Known(
            Map<String, ZoneId> zones,
            Map<UUID, Promise> promises,
            Map<UUID, List<Resolution>> resolutions,
            Map<UUID, List<Call>> calls,
            Map<UUID, List<Heard>> heard,
            Map<UUID, List<Report>> earlyReports,
            ZoneId otherwise) {

        /** Where a day ends that is promised to this customer. */
        ZoneId zone(@Nullable String personId) {
            return personId == null ? otherwise : zones.getOrDefault(personId, otherwise);
        }

        List<Resolution> resolutions(UUID caseId) {
            return resolutions.getOrDefault(caseId, List.of());
        }

        /** To the customer of a case, the oldest first. */
        List<Call> calls(UUID caseId) {
            return calls.getOrDefault(caseId, List.of());
        }

        /** What the customer of a case heard by message, the oldest first. */
        List<Heard> heard(UUID caseId) {
            return heard.getOrDefault(caseId, List.of());
        }

        /** What was said of a promise before it was heard of. */
        List<Report> earlyReports(UUID promiseId) {
            return earlyReports.getOrDefault(promiseId, List.of());
        }
    }
}

package io.aftercare.followups.known;

import io.aftercare.followups.known.KnownCase.Merge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which cases go on in others, as far as that was heard.
 *
 * @param known by their ids; also those in which they go on
 */
public record Succession(Map<UUID, KnownCase> known) {

    /** The cases in which that one goes on, one after the other; none if it was not merged. */
    public List<UUID> after(UUID caseId) {
        List<UUID> after = new ArrayList<>();
        Merge merge = merge(caseId);
        while (merge != null && !merge.into().equals(caseId) && !after.contains(merge.into())) {
            after.add(merge.into());
            merge = merge(merge.into());
        }
        return after;
    }

    public boolean isMerged(UUID caseId) {
        return merge(caseId) != null;
    }

    /**
     * The case that answers for what was promised in that one: the last in which it goes on of
     * which something was heard; null if nothing was heard of it at all.
     */
    public @Nullable KnownCase answering(UUID caseId) {
        KnownCase answers = known.get(caseId);
        for (UUID next : after(caseId)) {
            KnownCase then = known.get(next);
            if (answers != null && then != null) {
                answers = then.inPlaceOf(answers);
            }
        }
        return answers;
    }

    /** What a machine may say to the customer of that case: what it and all after it allow. */
    public String handling(UUID caseId) {
        return KnownCase.handlingOf(answering(caseId));
    }

    /**
     * Counts up with whatever its handling is based on: the newest facts of the case and of those
     * in which it goes on, all together. For each of them counts up only, and there are only ever
     * more of them.
     */
    long sequence(UUID caseId) {
        return Stream.concat(Stream.of(caseId), after(caseId).stream())
                .map(known::get)
                .filter(Objects::nonNull)
                .mapToLong(KnownCase::sequence)
                .sum();
    }

    /** By the cases: the one that answers for what was promised in it. */
    public Map<UUID, KnownCase> answering() {
        Map<UUID, KnownCase> answering = new HashMap<>();
        for (UUID caseId : known.keySet()) {
            KnownCase answers = answering(caseId);
            if (answers != null) {
                answering.put(caseId, answers);
            }
        }
        return answering;
    }

    private @Nullable Merge merge(UUID caseId) {
        KnownCase of = known.get(caseId);
        return of == null ? null : of.merge();
    }

    /** Where these go on, as far as it is not among those that were asked for. */
    static Set<UUID> missing(Collection<KnownCase> cases, Set<UUID> askedFor) {
        Set<UUID> missing =
                cases.stream()
                        .map(KnownCase::merge)
                        .filter(merge -> merge != null)
                        .map(Merge::into)
                        .collect(Collectors.toCollection(HashSet::new));
        missing.removeAll(askedFor);
        return missing;
    }
}

package io.aftercare.followups.promise;

import io.aftercare.followups.known.Rosters;
import io.aftercare.followups.promise.Handovers.Handover;
import io.aftercare.followups.promise.Handovers.Left;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Refusal;
import io.aftercare.schemas.Keys;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands over the promises of somebody who leaves, but for those of whoever owns the case: they go
 * with it, in case-service. Each request moves what is theirs of so many cases, each batch of them
 * in a transaction of its own; what was moved stays moved, so the same request again goes on, and
 * does nothing once nothing is left.
 */
@RestController
class HandoverController {

    /** In one transaction. */
    private static final int BATCH = 200;

    /** In one request; who has more sends it again. */
    private static final int BATCHES = 25;

    private final HandingOverPromises handing;
    private final Handovers handovers;
    private final Rosters rosters;
    private final Transactions transactions;

    HandoverController(
            HandingOverPromises handing,
            Handovers handovers,
            Rosters rosters,
            Transactions transactions) {
        this.handing = handing;
        this.handovers = handovers;
        this.rosters = rosters;
        this.transactions = transactions;
    }

    /**
     * @param to who takes what no team is named for; null: that stays
     * @param byTeam who takes what is of cases of a team
     * @param by the id of the lead who hands over
     */
    record Wanted(
            @Nullable String to,
            @Nullable Map<String, String> byTeam,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String by) {

        @Nullable String heir(@Nullable String team) {
            String ofTeam = byTeam == null || team == null ? null : byTeam.get(team);
            return ofTeam == null ? to : ofTeam;
        }
    }

    /**
     * @param moved promises and asks so far
     * @param remaining those that are still theirs
     * @param unowned the same by team
     */
    record Standing(
            String staffId,
            @Nullable Instant startedAt,
            @Nullable String startedBy,
            @Nullable Instant endedAt,
            long moved,
            long remaining,
            List<Left> unowned) {}

    @PostMapping("/staff/{staffId}/handover")
    @PreAuthorize("hasRole('LEAD')")
    Standing handOver(@PathVariable String staffId, @RequestBody Wanted wanted) {
        check(staffId, wanted);
        transactions.holding(
                HandingOverPromises.lock(staffId),
                () -> {
                    handing.begin(staffId, String.valueOf(wanted.by));
                    return null;
                });
        int batches = 0;
        for (Left left : handovers.left(staffId)) {
            String heir = wanted.heir(left.team());
            while (heir != null && batches < BATCHES && move(staffId, left.team(), heir)) {
                batches++;
            }
        }
        return standing(staffId);
    }

    /** False if there was nothing left to move. */
    private boolean move(String staffId, @Nullable String team, String heir) {
        List<UUID> next = handovers.next(staffId, team, BATCH);
        if (next.isEmpty()) {
            return false;
        }
        List<String> keys = new ArrayList<>(next.stream().map(Keys::ofCase).toList());
        keys.add(HandingOverPromises.lock(staffId));
        transactions.holding(
                keys,
                () -> {
                    handing.move(staffId, next, heir);
                    return null;
                });
        return true;
    }

    @GetMapping("/staff/{staffId}/handover")
    @PreAuthorize("hasAnyRole('LEAD', 'OPERATOR')")
    Standing standing(@PathVariable String staffId) {
        List<Left> left = handovers.left(staffId);
        Handover of = handovers.find(staffId).orElse(null);
        return new Standing(
                staffId,
                of == null ? null : of.startedAt(),
                of == null ? null : of.startedBy(),
                of == null ? null : of.endedAt(),
                of == null ? 0 : of.moved(),
                left.stream().mapToLong(it -> it.promises() + it.asks()).sum(),
                left);
    }

    /** Nobody leaves while customers would be left with nobody. */
    @PostMapping("/staff/{staffId}/handover/end")
    @PreAuthorize("hasRole('LEAD')")
    Standing end(@PathVariable String staffId) {
        if (handovers.find(staffId).isEmpty()) {
            throw new Refusal(HttpStatus.NOT_FOUND, "staffId", "must be handing over");
        }
        boolean ended =
                transactions.holding(HandingOverPromises.lock(staffId), () -> handing.end(staffId));
        if (!ended) {
            throw new Refusal(
                    HttpStatus.CONFLICT,
                    "remaining",
                    "must be 0: promises or asks are still theirs");
        }
        return standing(staffId);
    }

    private void check(String staffId, Wanted wanted) {
        id("staffId", staffId);
        id("by", wanted.by);
        if (wanted.to != null) {
            heir("to", wanted.to, staffId);
        } else if (wanted.byTeam == null || wanted.byTeam.isEmpty()) {
            throw refused("to", "must be given if byTeam is not");
        }
        if (wanted.byTeam != null) {
            wanted.byTeam.keySet().forEach(team -> id("byTeam", team));
            wanted.byTeam.values().forEach(heir -> heir("byTeam", heir, staffId));
        }
    }

    private void heir(String field, @Nullable String heir, String staffId) {
        id(field, heir);
        if (staffId.equals(heir)) {
            throw refused(field, "must be somebody else");
        }
        if (handovers.find(String.valueOf(heir)).isPresent()) {
            throw refused(field, "must be somebody who does not hand over, too: " + heir);
        }
        if (rosters.isGone(String.valueOf(heir))) {
            throw refused(field, "must be somebody who was not erased: " + heir);
        }
    }

    private static void id(String field, @Nullable String id) {
        if (id == null || !Keys.isId(id)) {
            throw refused(field, Keys.ID_RULE);
        }
    }

    private static Refusal refused(String field, String rule) {
        return new Refusal(HttpStatus.BAD_REQUEST, field, rule);
    }
}

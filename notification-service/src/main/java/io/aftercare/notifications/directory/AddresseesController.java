package io.aftercare.notifications.directory;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Broken;
import io.aftercare.messaging.web.Refusal;
import io.aftercare.schemas.Keys;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Enters addressees by hand or by script. */
@RestController
@RequestMapping("/contacts/{key}")
class AddresseesController {

    private final Transactions transactions;
    private final KeepingAddressees keeping;
    private final Addressees addressees;

    AddresseesController(
            Transactions transactions, KeepingAddressees keeping, Addressees addressees) {
        this.transactions = transactions;
        this.keeping = keeping;
        this.addressees = addressees;
    }

    /** The whole addressee: what is left out is not known. */
    record Body(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String language,
            @Nullable String zone,
            @Nullable String country,
            @Nullable List<@Nullable ChannelKind> channels,
            @Nullable Handling handling,
            @Nullable Boolean surveysRefused,
            @Nullable String team,
            @Nullable String lead,
            @Nullable String deputy,
            @Nullable List<Roster.@Nullable Absence> absences,
            @Nullable String parent,
            Roster.@Nullable Calendar calendar) {

        List<@Nullable ChannelKind> channelsOrNone() {
            return channels == null ? List.of() : channels;
        }

        Details details() {
            return new Details(
                    name,
                    email,
                    phone,
                    language,
                    zone,
                    country,
                    channelsOrNone().stream()
                            .map(it -> Objects.requireNonNullElse(it, ChannelKind.UNKNOWN))
                            .toList(),
                    Objects.requireNonNullElse(handling, Handling.NORMAL),
                    Boolean.TRUE.equals(surveysRefused),
                    team,
                    lead,
                    new Roster(deputy, absencesOrNone(), parent, calendar));
        }

        private List<Roster.Absence> absencesOrNone() {
            return absences == null
                    ? List.of()
                    : absences.stream()
                            .map(it -> it == null ? new Roster.Absence(null, null) : it)
                            .toList();
        }
    }

    /** The version under which it was published; every service has it a moment later. */
    record Published(String key, long version) {}

    /** Whether something is known, and which fields were malformed; never the addressee itself. */
    record State(String key, long version, boolean erased, List<String> faults) {}

    @PutMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAnyRole('OPERATOR', 'PUBLISHER')")
    Published put(@PathVariable String key, @RequestBody Body body) {
        requireKey(key);
        Details details = checked(key, body);
        Long version = transactions.holding(key, () -> keeping.put(key, details));
        if (version == null) {
            throw new Refusal(HttpStatus.CONFLICT, "key", "must not be of somebody who was erased");
        }
        return new Published(key, version);
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'PUBLISHER')")
    State get(@PathVariable String key) {
        requireKey(key);
        Addressee addressee = addressees.load(Set.of(key)).get(key);
        if (addressee == null || addressee.version() == 0 && !addressee.erased()) {
            throw new Refusal(HttpStatus.NOT_FOUND, "key", "must be known");
        }
        return new State(key, addressee.version(), addressee.erased(), addressee.faults());
    }

    private static void requireKey(String key) {
        if (!Keys.isContact(key)) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "key",
                    "must be person:, staff: or team: and 1 to 100 printable ASCII characters");
        }
    }

    private static Details checked(String key, Body body) {
        Details details = body.details();
        Refusal.ifAny(
                Stream.of(
                                unknownChannels(body.channelsOrNone()),
                                unknownHandling(details.handling()),
                                Stream.concat(
                                                details.faults().stream(),
                                                details.strangers(key).stream())
                                        .map(it -> new Broken(it.field(), it.rule())))
                        .flatMap(it -> it)
                        .toArray(Broken[]::new));
        return details;
    }

    private static Stream<Broken> unknownChannels(List<@Nullable ChannelKind> channels) {
        return IntStream.range(0, channels.size())
                .filter(i -> channels.get(i) == null || channels.get(i) == ChannelKind.UNKNOWN)
                .mapToObj(
                        i ->
                                new Broken(
                                        "channels[" + i + "]",
                                        "must be one of EMAIL, SMS, CALL, WEBHOOK"));
    }

    private static Stream<Broken> unknownHandling(Handling handling) {
        return handling == Handling.UNKNOWN
                ? Stream.of(new Broken("handling", "must be one of NORMAL, QUIET, PERSON_ONLY"))
                : Stream.empty();
    }
}

package io.aftercare.notifications.directory;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

/** Enters contacts by hand or by script. */
@RestController
@RequestMapping("/contacts/{key}")
class ContactsController {

    private final Transactions transactions;
    private final KeepingContacts keeping;
    private final Contacts contacts;

    ContactsController(Transactions transactions, KeepingContacts keeping, Contacts contacts) {
        this.transactions = transactions;
        this.keeping = keeping;
        this.contacts = contacts;
    }

    /** The whole contact: what is left out is not known. */
    record Body(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String language,
            @Nullable String zone,
            @Nullable String country,
            @Nullable List<ChannelKind> channels,
            @Nullable Handling handling,
            @Nullable Boolean surveysRefused,
            @Nullable String team,
            @Nullable String lead) {

        Details details() {
            return new Details(
                    name,
                    email,
                    phone,
                    language,
                    zone,
                    country,
                    Objects.requireNonNullElse(channels, List.of()),
                    Objects.requireNonNullElse(handling, Handling.NORMAL),
                    Boolean.TRUE.equals(surveysRefused),
                    team,
                    lead);
        }
    }

    /** The version under which it was published; every service has it a moment later. */
    record Published(String key, long version) {}

    /** Whether something is known, and which fields were malformed; never the contact itself. */
    record State(String key, long version, boolean erased, List<String> faults) {}

    @PutMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAnyRole('OPERATOR', 'PUBLISHER')")
    Published put(@PathVariable String key, @RequestBody Body body) {
        requireKey(key);
        Details details = checked(body);
        long version = transactions.holding(key, () -> keeping.put(key, details));
        return new Published(key, version);
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'PUBLISHER')")
    State get(@PathVariable String key) {
        requireKey(key);
        Contact contact = contacts.load(Set.of(key)).get(key);
        if (contact == null || contact.version() == 0 && !contact.erased()) {
            throw new Refusal(HttpStatus.NOT_FOUND, "key", "must be known");
        }
        return new State(key, contact.version(), contact.erased(), contact.faults());
    }

    private static void requireKey(String key) {
        if (!Contact.isKey(key)) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "key",
                    "must be person:, staff: or team: and 1 to 100 printable ASCII characters");
        }
    }

    private static Details checked(Body body) {
        Details details = body.details();
        if (details.handling() == Handling.UNKNOWN) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "handling", "must be NORMAL, QUIET or PERSON_ONLY");
        }
        details.faults().stream()
                .findFirst()
                .ifPresent(
                        fault -> {
                            throw new Refusal(HttpStatus.BAD_REQUEST, fault.field(), fault.rule());
                        });
        return details;
    }
}

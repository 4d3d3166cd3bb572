package io.aftercare.notifications.delivery;

import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactWindow;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.web.SignedLinks;
import io.aftercare.notifications.channel.Language;
import io.aftercare.notifications.channel.Letter;
import io.aftercare.notifications.channel.Wording;
import io.aftercare.notifications.delivery.Recipient.Stance;
import io.aftercare.notifications.delivery.Recipient.Standing;
import io.aftercare.notifications.directory.Addressee;
import io.aftercare.notifications.directory.Addressees;
import io.aftercare.notifications.directory.ChannelKind;
import io.aftercare.notifications.directory.Details;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Looks up who messages go to, and writes the letters. */
@Component
class AddressingMessages {

    private final Addressees addressees;
    private final Stances stances;
    private final LinkSettings pages;
    private final SignedLinks links;
    private final CompanySettings company;
    private final ContactHours hours = ContactHours.load();

    AddressingMessages(
            Addressees addressees,
            Stances stances,
            LinkSettings pages,
            SignedLinks links,
            CompanySettings company) {
        this.addressees = addressees;
        this.stances = stances;
        this.pages = pages;
        this.links = links;
        this.company = company;
    }

    /** The people that these messages go to and speak of, and what may be said, in two looks. */
    @Transactional(propagation = Propagation.MANDATORY)
    public People load(Collection<Message> messages) {
        Set<String> keys = new HashSet<>();
        Set<UUID> caseIds = new HashSet<>();
        for (Message message : messages) {
            caseIds.add(message.request().caseId());
            keys.add(message.request().recipient());
            if (message.request().owner() != null) {
                keys.add("staff:" + message.request().owner());
            }
        }
        return new People(addressees.load(keys), stances.load(caseIds));
    }

    /**
     * The letter in which these messages go.
     *
     * @param people those of the first one at least
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Letter letter(List<Message> messages, People people, Instant now) {
        Message first = messages.getFirst();
        UUID bundle = first.bundle();
        return bundle == null
                ? people.letter(first, now)
                : load(messages).bundle(bundle, messages, now);
    }

    /** The people of one batch. */
    final class People {

        private final Map<String, Addressee> known;
        private final Map<UUID, Stance> ofCases;

        private People(Map<String, Addressee> known, Map<UUID, Stance> ofCases) {
            this.known = known;
            this.ofCases = ofCases;
        }

        Recipient recipient(Message message) {
            Addressee addressee = addressee(message.request().recipient());
            Details details = addressee.details();
            Stance ofCase = ofCases.getOrDefault(message.request().caseId(), Stance.EVERYTHING);
            return new Recipient(
                    standing(addressee),
                    hasAddress(details),
                    stance(details).orStricter(message.request().stance()).orStricter(ofCase),
                    details.surveysRefused(),
                    hours(details));
        }

        Letter letter(Message message, Instant now) {
            Request request = message.request();
            Details to = addressee(request.recipient()).details();
            Language preferred = Language.of(to.language());
            Wording wording = Wording.of(request.purpose().name(), preferred);
            Map<String, String> values = values(request, to, wording.language());
            return new Letter(
                    Ids.of("message", request.key()),
                    request.caseId(),
                    Objects.requireNonNull(to.email(), "judged to have an address"),
                    to.name(),
                    wording.subject(values),
                    wording.text(values),
                    now);
        }

        /** It is about no case in particular. */
        private Letter bundle(UUID id, List<Message> messages, Instant now) {
            Request first = messages.getFirst().request();
            Details to = addressee(first.recipient()).details();
            Language preferred = Language.of(to.language());
            Wording wording = Wording.of(first.purpose().name() + "_BUNDLE", preferred);
            Wording item = Wording.of(first.purpose().name() + "_ITEM", preferred);
            Map<String, String> values = new HashMap<>();
            put(values, "name", to.name());
            values.put("count", String.valueOf(messages.size()));
            values.put(
                    "list",
                    messages.stream()
                            .map(Message::request)
                            .sorted(
                                    Comparator.comparing(
                                                    Request::due,
                                                    Comparator.nullsLast(Comparator.naturalOrder()))
                                            .thenComparing(Request::key))
                            .map(request -> values(request, to, item.language()))
                            .map(it -> item.subject(it) + "\n" + item.text(it))
                            .collect(Collectors.joining("\n")));
            return new Letter(
                    Ids.of("message", id),
                    null,
                    Objects.requireNonNull(to.email(), "judged to have an address"),
                    to.name(),
                    wording.subject(values),
                    wording.text(values),
                    now);
        }

        private Map<String, String> values(Request request, Details to, Language language) {
            Map<String, String> values = new HashMap<>();
            values.put("case", request.caseId().toString());
            put(values, "reference", request.reference());
            put(values, "name", to.name());
            ZoneId zone = Objects.requireNonNullElse(zone(to), company.zone());
            if (request.due() != null) {
                values.put("due", language.time(request.due().atZone(zone)));
            }
            if (request.contactBy() != null) {
                values.put("by", language.time(request.contactBy().atZone(zone)));
            }
            if (request.revisionReason() != null) {
                put(values, "why", language.reason(request.revisionReason().name()));
            }
            put(values, "note", request.note());
            if (request.promiseKind() != null) {
                put(values, "what", language.promise(request.promiseKind().name()));
            }
            if (request.owner() != null) {
                Details owner = addressee("staff:" + request.owner()).details();
                put(values, "owner", owner.name());
                put(values, "phone", owner.phone());
            }
            Request.Link link = request.link();
            if (link != null) {
                values.put(
                        "link",
                        pages.base(link.purpose())
                                + links.path(link.purpose(), link.id(), link.version()));
            }
            return values;
        }

        private Addressee addressee(String key) {
            return Objects.requireNonNull(known.get(key), "not loaded");
        }
    }

    /** A country without a zone is left to the data: hours that hold in all of its zones. */
    private ContactWindow hours(Details details) {
        boolean nowhere = details.country() == null && details.zone() == null;
        return hours.allowed(
                nowhere ? company.country() : details.country(),
                nowhere ? company.zone() : zone(details),
                ContactHours.Channel.EMAIL,
                ContactHours.Audience.CONSUMER);
    }

    private static Standing standing(Addressee addressee) {
        if (addressee.erased()) {
            return Standing.ERASED;
        }
        return addressee.known() ? Standing.KNOWN : Standing.UNKNOWN;
    }

    /** Whoever lists channels without e-mail does not want any. */
    private static boolean hasAddress(Details details) {
        return details.email() != null
                && (details.channels().isEmpty() || details.channels().contains(ChannelKind.EMAIL));
    }

    private static Stance stance(Details details) {
        return switch (details.handling()) {
            case NORMAL -> Stance.EVERYTHING;
            case QUIET -> Stance.SERVICE_ONLY;
            // what is not understood is taken as the strictest
            case PERSON_ONLY, UNKNOWN -> Stance.NOTHING;
        };
    }

    private static @Nullable ZoneId zone(Details details) {
        return details.zone() == null ? null : ZoneId.of(details.zone());
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}

package io.aftercare.notifications.directory;

import io.aftercare.schemas.Keys;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a person, a member of staff or a team. Null: not known.
 *
 * @param name what to call them
 * @param email e-mail address
 * @param phone E.164, as {@code +4722334455}
 * @param language BCP 47
 * @param zone IANA time zone
 * @param country ISO 3166, two capital letters
 * @param channels in the contact's order; empty: e-mail
 * @param team staff: the id behind {@code team:}
 * @param lead team: the id behind {@code staff:}
 * @param roster how staff and teams work together
 */
public record Details(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String language,
        @Nullable String zone,
        @Nullable String country,
        List<ChannelKind> channels,
        Handling handling,
        boolean surveysRefused,
        @Nullable String team,
        @Nullable String lead,
        Roster roster) {

    static final Details NONE =
            new Details(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    Handling.NORMAL,
                    false,
                    null,
                    null,
                    Roster.NONE);

    private static final Pattern EMAIL =
            Pattern.compile(
                    "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                            + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
                            + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** Line separators, halves of characters, and what turns the direction of text around. */
    private static final Pattern DISGUISE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private static final String NO_MESSAGES = "nothing is sent to a team";
    private static final String OF_STAFF = "it is of staff only";
    private static final String OF_TEAMS = "it is of teams only";

    private static final Set<String> ZONES = java.time.ZoneId.getAvailableZoneIds();
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    public Details {
        channels = List.copyOf(channels);
    }

    /**
     * A field that breaks its rule.
     *
     * @param rule in plain English, without the value
     */
    public record Fault(String field, String rule) {}

    /** Every field that breaks its rule; none: all is well. */
    public List<Fault> faults() {
        return Stream.of(
                        check("name", name, Details::isName, "at most 200 printable characters"),
                        check("email", email, Details::isEmail, "an address, at most 254 letters"),
                        check("phone", phone, matches(PHONE), "E.164, as +4722334455"),
                        check("language", language, Details::isLanguage, "BCP 47, as nb or en-GB"),
                        check("zone", zone, ZONES::contains, "IANA, as Europe/Oslo"),
                        check("country", country, COUNTRIES::contains, "ISO 3166, as NO"),
                        check("team", team, Keys::isId, "1 to 100 printable ASCII characters"),
                        check("lead", lead, Keys::isId, "1 to 100 printable ASCII characters"),
                        roster.faults().stream())
                .flatMap(fault -> fault)
                .toList();
    }

    /** Every field that says something which means nothing of this kind of contact. */
    List<Fault> strangers(String key) {
        boolean staff = Keys.staffId(key) != null;
        boolean team = Keys.teamId(key) != null;
        return Stream.of(
                        stranger("email", team && email != null, NO_MESSAGES),
                        stranger("phone", team && phone != null, NO_MESSAGES),
                        stranger("channels", team && !channels.isEmpty(), NO_MESSAGES),
                        stranger("handling", team && handling != Handling.NORMAL, NO_MESSAGES),
                        stranger(
                                "surveysRefused",
                                (staff || team) && surveysRefused,
                                "only people are asked"),
                        stranger("team", !staff && this.team != null, OF_STAFF),
                        stranger("deputy", !staff && roster.deputy() != null, OF_STAFF),
                        stranger("absences", !staff && !roster.absences().isEmpty(), OF_STAFF),
                        stranger("lead", !team && lead != null, OF_TEAMS),
                        stranger("parent", !team && roster.parent() != null, OF_TEAMS),
                        stranger("calendar", !team && roster.calendar() != null, OF_TEAMS))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static @Nullable Fault stranger(String field, boolean isOne, String why) {
        return isOne ? new Fault(field, "must be left out: " + why) : null;
    }

    /** The same without these fields: what is malformed counts as not said. */
    Details without(Set<String> fields) {
        return new Details(
                fields.contains("name") ? null : name,
                fields.contains("email") ? null : email,
                fields.contains("phone") ? null : phone,
                fields.contains("language") ? null : language,
                fields.contains("zone") ? null : zone,
                fields.contains("country") ? null : country,
                channels,
                handling,
                surveysRefused,
                fields.contains("team") ? null : team,
                fields.contains("lead") ? null : lead,
                roster.without(fields));
    }

    private static Stream<Fault> check(
            String field, @Nullable String value, Predicate<String> rule, String text) {
        return value == null || rule.test(value)
                ? Stream.empty()
                : Stream.of(new Fault(field, "must be " + text));
    }

    private static Predicate<String> matches(Pattern pattern) {
        return value -> pattern.matcher(value).matches();
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= 200 && !DISGUISE.matcher(name).find();
    }

    private static boolean isEmail(String email) {
        return email.length() <= 254 && email.indexOf('@') <= 64 && EMAIL.matcher(email).matches();
    }

    private static boolean isLanguage(String tag) {
        try {
            return tag.length() <= 35
                    && !new Locale.Builder().setLanguageTag(tag).build().getLanguage().isEmpty();
        } catch (java.util.IllformedLocaleException e) {
            return false;
        }
    }
}

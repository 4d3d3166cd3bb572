package io.aftercare.hours;

import io.aftercare.hours.ContactHours.Audience;
import io.aftercare.hours.ContactHours.Channel;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of {@code contact-hours.txt}: what applies to whom. */
record ContactRules(LocalDate version, Map<Key, Rule> rules) {
    private static final String DEFAULT = "default";
    private static final String ON_HOLIDAYS = "; not on holidays";
    private static final Pattern LINE = Pattern.compile("(\\S+) +(\\S+) +(\\S+) +(.+)");

    record Key(String country, Channel channel, Audience audience) {}

    /**
     * @param notOnHolidays closed on national public holidays, where these are known
     */
    record Rule(WeeklyHours week, boolean notOnHolidays) {}

    static ContactRules parse(DataFile file, CountryZones countries) {
        if (file.lines().isEmpty()) {
            throw file.refused("version", "must be the first line");
        }
        LocalDate version = version(file.lines().getFirst());
        Map<Key, Rule> rules = new HashMap<>();
        for (DataFile.Line line : file.lines().subList(1, file.lines().size())) {
            try {
                add(line.text(), rules, countries);
            } catch (InvalidHours e) {
                throw line.refused(e);
            }
        }
        requireDefaults(file, rules);
        return new ContactRules(version, Map.copyOf(rules));
    }

    Rule rule(String country, Channel channel, Audience audience) {
        Rule national = rules.get(new Key(country, channel, audience));
        return national != null
                ? national
                : Objects.requireNonNull(rules.get(new Key(DEFAULT, channel, audience)));
    }

    private static void add(String text, Map<Key, Rule> rules, CountryZones countries) {
        Matcher words = LINE.matcher(text);
        if (!words.matches()) {
            throw new InvalidHours("line", "must be countries, channel, audience, hours: " + text);
        }
        Channel channel = oneOf(Channel.class, "channel", words.group(2));
        Audience audience = oneOf(Audience.class, "audience", words.group(3));
        boolean notOnHolidays = words.group(4).endsWith(ON_HOLIDAYS);
        Rule rule =
                new Rule(WeeklyHours.parse(words.group(4).replace(ON_HOLIDAYS, "")), notOnHolidays);
        for (String country : words.group(1).split(",", -1)) {
            if (!country.equals(DEFAULT) && !countries.has(country)) {
                throw new InvalidHours(
                        "country", "must be in country-zones.txt: '" + country + "'");
            }
            if (rules.put(new Key(country, channel, audience), rule) != null) {
                throw new InvalidHours(
                        "country",
                        "must be given once for %s %s: %s".formatted(channel, audience, country));
            }
        }
    }

    private static void requireDefaults(DataFile file, Map<Key, Rule> rules) {
        for (Channel channel : Channel.values()) {
            for (Audience audience : Audience.values()) {
                if (!rules.containsKey(new Key(DEFAULT, channel, audience))) {
                    throw file.refused(
                            "country",
                            "must have the line '%s %s %s …'"
                                    .formatted(DEFAULT, channel, audience));
                }
            }
        }
    }

    private static LocalDate version(DataFile.Line line) {
        try {
            return LocalDate.parse(line.text().replaceFirst("^version ", ""));
        } catch (DateTimeException e) {
            throw line.refused(
                    "version", "must be the first line, as 'version 2026-11-01': " + line.text());
        }
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String field, String name) {
        List<E> all = Arrays.asList(type.getEnumConstants());
        return all.stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidHours(
                                        field, "must be one of %s: '%s'".formatted(all, name)));
    }
}

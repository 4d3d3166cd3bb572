package io.aftercare.messaging.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds the violation that was planted for it, and leaves a good service alone. */
class PlantedViolationsTest {

    private static final JavaClasses GOOD =
            new ClassFileImporter().importPackages("io.aftercare.planted.good");
    private static final JavaClasses BAD =
            new ClassFileImporter().importPackages("io.aftercare.planted.bad");

    /** Every rule and the classes it must find. */
    private static final Map<String, List<String>> PLANTED =
            Map.ofEntries(
                    Map.entry("names_say_something", List.of("DoorManager")),
                    Map.entry("only_the_clock_bean_asks_for_the_time", List.of("Asks")),
                    Map.entry("packages_are_null_marked", List.of("unmarked.Unmarked")),
                    Map.entry("nothing_is_injected_into_fields", List.of("Filled")),
                    Map.entry("names_tell_roles", List.of("Hearsay", "DoorListener", "Porter")),
                    Map.entry("aggregates_are_pure", List.of("Door")),
                    Map.entry("only_repositories_speak_sql", List.of("Hinge")),
                    Map.entry("repositories_only_load_and_save", List.of("Doors")),
                    Map.entry(
                            "only_listeners_and_events_know_records",
                            List.of("OpeningDoors", "Hearsay")),
                    Map.entry("only_events_build_records", List.of("DoorListener")),
                    Map.entry("listeners_hand_over_to_use_cases", List.of("DoorListener")),
                    Map.entry("use_cases_know_no_edge", List.of("OpeningDoors")),
                    Map.entry("use_cases_need_a_transaction", List.of("OpeningDoors")),
                    Map.entry("nobody_opens_a_transaction", List.of("Opener", "OpeningDoors")),
                    Map.entry("nobody_knows_kafka", List.of("Opener")),
                    Map.entry("only_what_other_packages_use_is_public", List.of("Opener")),
                    Map.entry("no_domain_word_in_a_name", List.of("CaseKeeper")),
                    Map.entry("no_schema_of_the_domain", List.of("CaseKeeper", "DoorListener")));

    @ParameterizedTest
    @MethodSource("rules")
    void findsWhatWasPlanted(String name, ArchRule rule) {
        var found = rule.evaluate(BAD);

        assertThat(found.hasViolation()).isTrue();
        assertThat(PLANTED).containsKey(name);
        Objects.requireNonNull(PLANTED.get(name))
                .forEach(
                        planted ->
                                assertThat(found.getFailureReport().getDetails())
                                        .anyMatch(
                                                detail ->
                                                        detail.startsWith(
                                                                "io.aftercare.planted.bad."
                                                                        + planted
                                                                        + ":")));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void leavesAGoodServiceAlone(String name, ArchRule rule) {
        if (!name.equals("no_schema_of_the_domain")) { // a service may know it
            assertThat(rule.evaluate(GOOD).getFailureReport().getDetails()).isEmpty();
        }
    }

    @Test
    void findsEveryWayToAskForTheTime() {
        assertThat(
                        HouseRules.only_the_clock_bean_asks_for_the_time
                                .evaluate(BAD)
                                .getFailureReport()
                                .getDetails())
                .hasSize(5);
    }

    @Test
    void findsImpurityAlsoBehindAValue() {
        assertThat(
                        ArchitectureRules.aggregates_are_pure
                                .evaluate(BAD)
                                .getFailureReport()
                                .getDetails())
                .anyMatch(detail -> detail.contains("java.time.Clock"))
                .anyMatch(detail -> detail.contains("JdbcClient"));
    }

    static Stream<Object[]> rules() {
        return Stream.of(HouseRules.class, ArchitectureRules.class, MessagingRules.class)
                .flatMap(of -> Arrays.stream(of.getFields()))
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> new Object[] {field.getName(), rule(field)});
    }

    private static Object rule(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

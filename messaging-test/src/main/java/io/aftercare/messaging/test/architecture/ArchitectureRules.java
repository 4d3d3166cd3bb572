package io.aftercare.messaging.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roles of a service's classes, told by their names, and what each may know; with {@link
 * HouseRules}.
 */
public final class ArchitectureRules {

    private static final BiPredicate<JavaClass, JavaClass> JDBC =
            Knows.in("org.springframework.jdbc.", "java.sql.", "javax.sql.");
    private static final BiPredicate<JavaClass, JavaClass> WEB =
            Knows.in("org.springframework.web.", "jakarta.servlet.");

    /** The generated classes of all topics. */
    private static final BiPredicate<JavaClass, JavaClass> RECORDS =
            Knows.in(
                    "io.aftercare.intake.",
                    "io.aftercare.contacts.",
                    "io.aftercare.requests.",
                    "io.aftercare.events.",
                    "org.apache.avro.");

    @ArchTest public static final ArchTests house = ArchTests.in(HouseRules.class);

    /** A role is told by the name; so whatever does its work has its name. */
    @ArchTest
    public static final ArchRule names_tell_roles =
            classes()
                    .that(DescribedPredicate.describe("are top-level", JavaClass::isTopLevelClass))
                    .should(Each.explain("be named after their role", Misnamed::faults))
                    .allowEmptyShould(true);

    /** Aggregates decide. They know the language, hours, and the nouns of their package. */
    @ArchTest
    public static final ArchRule aggregates_are_pure =
            classes()
                    .that(are(Role.AGGREGATE))
                    .should(Each.explain("know nothing from outside", Purity::faults))
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule only_repositories_speak_sql =
            classes()
                    .that(areNot(Role.REPOSITORY))
                    .should(Each.explain("not know JDBC", it -> Knows.any(it, JDBC)))
                    .allowEmptyShould(true);

    /** Repositories load and save. They neither hear, tell nor decide. */
    @ArchTest
    public static final ArchRule repositories_only_load_and_save =
            classes()
                    .that(are(Role.REPOSITORY))
                    .should(
                            Each.explain(
                                    "know JDBC and nouns",
                                    it ->
                                            Knows.any(
                                                    it,
                                                    WEB.or(
                                                                    ArchitectureRules
                                                                            ::messagingBesideNounsOfTables)
                                                            .or(
                                                                    Knows.ofRole(
                                                                            Role.USE_CASE,
                                                                            Role.LISTENER,
                                                                            Role.CONTROLLER,
                                                                            Role.EVENTS)))))
                    .allowEmptyShould(true);

    /** What topics carry stays at the edge, so that a schema can change without the rules. */
    @ArchTest
    public static final ArchRule only_listeners_and_events_know_records =
            classes()
                    .that(areNot(Role.LISTENER, Role.EVENTS))
                    .should(
                            Each.explain(
                                    "not know what topics carry", it -> Knows.any(it, RECORDS)))
                    .allowEmptyShould(true);

    /** Facts become records in one place. */
    @ArchTest
    public static final ArchRule only_events_build_records =
            classes()
                    .that(areNot(Role.EVENTS))
                    .should(Each.explain("build no records", ArchitectureRules::recordsBuilt))
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule listeners_hand_over_to_use_cases =
            classes()
                    .that(are(Role.LISTENER))
                    .should(
                            Each.explain(
                                    "leave the work to use cases",
                                    it ->
                                            Knows.any(
                                                    it,
                                                    WEB.or(
                                                            Knows.ofRole(
                                                                    Role.REPOSITORY,
                                                                    Role.EVENTS,
                                                                    Role.CONTROLLER)))))
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule use_cases_know_no_edge =
            classes()
                    .that(are(Role.USE_CASE))
                    .should(
                            Each.explain(
                                    "know neither HTTP nor who calls them",
                                    it ->
                                            Knows.any(
                                                    it,
                                                    WEB.or(
                                                            Knows.ofRole(
                                                                    Role.LISTENER,
                                                                    Role.CONTROLLER)))))
                    .allowEmptyShould(true);

    /** Messaging alone opens transactions; a use case refuses to run without one. */
    @ArchTest
    public static final ArchRule use_cases_need_a_transaction =
            classes()
                    .that(are(Role.USE_CASE))
                    .should(
                            Each.explain(
                                    "have public methods that are @Transactional(MANDATORY)",
                                    ArchitectureRules::withoutTransaction))
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nobody_opens_a_transaction =
            classes()
                    .should(
                            Each.explain(
                                    "leave transactions to messaging",
                                    ArchitectureRules::transactionsOpened));

    @ArchTest
    public static final ArchRule nobody_knows_kafka =
            classes()
                    .should(
                            Each.explain(
                                    "leave Kafka to messaging",
                                    it ->
                                            Knows.any(
                                                    it,
                                                    Knows.in(
                                                            "org.apache.kafka.",
                                                            "org.springframework.kafka."))));

    /** As far as byte code tells: constants are copied, so a class of constants only passes. */
    @ArchTest
    public static final ArchRule only_what_other_packages_use_is_public =
            classes()
                    .that()
                    .arePublic()
                    .and(DescribedPredicate.describe("are top-level", JavaClass::isTopLevelClass))
                    .and(areNot(Role.APPLICATION))
                    .should(
                            Each.explain(
                                    "be used by another package",
                                    ArchitectureRules::needlesslyPublic))
                    .allowEmptyShould(true);

    private ArchitectureRules() {}

    private static DescribedPredicate<JavaClass> are(Role role) {
        return DescribedPredicate.describe("are " + role, it -> Role.of(it) == role);
    }

    private static DescribedPredicate<JavaClass> areNot(Role first, Role... others) {
        Set<Role> excluded = EnumSet.of(first, others);
        return DescribedPredicate.describe(
                "are not " + excluded, it -> !excluded.contains(Role.of(it)));
    }

    private static boolean messagingBesideNounsOfTables(JavaClass origin, JavaClass target) {
        return target.getName().startsWith("io.aftercare.messaging.")
                && !target.getName().equals("io.aftercare.messaging.Columns")
                && !target.getName().equals("io.aftercare.messaging.Cursor")
                && !target.getName().equals("io.aftercare.messaging.Row");
    }

    private static List<String> recordsBuilt(JavaClass it) {
        return it.getCodeUnitCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().isAssignableTo(IndexedRecord.class))
                .filter(call -> Set.of("<init>", "newBuilder").contains(call.getName()))
                .map(JavaCall::getDescription)
                .toList();
    }

    private static List<String> withoutTransaction(JavaClass it) {
        return it.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> method.getOwner().isTopLevelClass())
                // a timer handler is asked these before anything is locked
                .filter(method -> !Set.of("kind", "moreLocks", "first").contains(method.getName()))
                .filter(method -> !isMandatory(method))
                .map(JavaMethod::getFullName)
                .toList();
    }

    private static boolean isMandatory(JavaMethod method) {
        return method.tryGetAnnotationOfType(Transactional.class)
                .or(() -> method.getOwner().tryGetAnnotationOfType(Transactional.class))
                .filter(it -> it.propagation() == Propagation.MANDATORY)
                .isPresent();
    }

    private static List<String> transactionsOpened(JavaClass it) {
        return Stream.of(
                        Knows.any(it, Knows.in("org.springframework.transaction.support.")),
                        Knows.any(
                                it,
                                Knows.in(
                                        "org.springframework.transaction.PlatformTransactionManager")),
                        it.getMethods().stream()
                                .filter(method -> method.isAnnotatedWith(Transactional.class))
                                .filter(method -> !isMandatory(method))
                                .map(JavaMethod::getFullName)
                                .toList(),
                        it.tryGetAnnotationOfType(Transactional.class)
                                .filter(on -> on.propagation() != Propagation.MANDATORY)
                                .map(_ -> List.of("@Transactional"))
                                .orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> needlesslyPublic(JavaClass it) {
        boolean used =
                it.getDirectDependenciesToSelf().stream()
                        .map(Dependency::getOriginClass)
                        .anyMatch(user -> !user.getPackageName().equals(it.getPackageName()));
        return used || Role.hasConstantsOnly(it)
                ? List.of()
                : List.of("public, but only its own package uses it");
    }
}

package io.aftercare.messaging.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Messaging carries any domain's events, because it knows none; with {@link HouseRules}. */
public final class MessagingRules {

    private static final Set<String> DOMAIN =
            Set.of(
                    "case",
                    "cases",
                    "promise",
                    "promises",
                    "survey",
                    "surveys",
                    "contact",
                    "contacts",
                    "customer",
                    "customers");

    @ArchTest public static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    public static final ArchRule no_domain_word_in_a_name =
            classes()
                    .should(
                            Each.explain(
                                    "have no domain word in a name",
                                    it ->
                                            names(it)
                                                    .filter(
                                                            name ->
                                                                    words(name)
                                                                            .anyMatch(
                                                                                    DOMAIN
                                                                                            ::contains))
                                                    .map(name -> "the name " + name)
                                                    .toList()));

    @ArchTest
    public static final ArchRule no_schema_of_the_domain =
            classes()
                    .should(
                            Each.explain(
                                    "not know the domain's schemas",
                                    it ->
                                            Knows.any(
                                                    it,
                                                    Knows.in(
                                                            "io.aftercare.schemas.",
                                                            "io.aftercare.intake.",
                                                            "io.aftercare.contacts.",
                                                            "io.aftercare.requests.",
                                                            "io.aftercare.events."))));

    private MessagingRules() {}

    private static Stream<String> names(JavaClass it) {
        return Stream.of(
                        List.of(it.getName()),
                        it.getFields().stream().map(JavaField::getName).toList(),
                        it.getMethods().stream().map(JavaMember::getName).toList())
                .flatMap(List::stream);
    }

    private static Stream<String> words(String name) {
        return Arrays.stream(name.split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT));
    }
}

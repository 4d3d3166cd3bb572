package io.aftercare.messaging.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;

/** What holds in every module. */
public final class HouseRules {

    private static final Pattern SAYS_NOTHING =
            Pattern.compile("(?:Base|Abstract)[A-Z].*|.*(?:Impl|Utils?|Helpers?|Manager|Dto)");
    private static final Set<String> PACKAGE_SAYS_NOTHING =
            Set.of("common", "core", "helper", "impl", "misc", "util", "utils");

    /** A name says what a class is about; these say nothing. */
    @ArchTest
    public static final ArchRule names_say_something =
            classes()
                    .should(
                            Each.explain(
                                    "have names that say something",
                                    it ->
                                            saysNothing(it)
                                                    ? List.of("a name that says nothing")
                                                    : List.of()));

    /** Time is an argument: only the clock bean is made from the machine's time. */
    @ArchTest
    public static final ArchRule only_the_clock_bean_asks_for_the_time =
            classes()
                    .should(
                            Each.explain(
                                    "not ask for the time",
                                    it ->
                                            it.getCodeUnitCallsFromSelf().stream()
                                                    .filter(HouseRules::asksForTheTime)
                                                    .filter(call -> !isClockBean(call.getOrigin()))
                                                    .map(JavaCall::getDescription)
                                                    .toList()));

    /** What may be null is said; so every package is marked. */
    @ArchTest
    public static final ArchRule packages_are_null_marked =
            classes()
                    .should(
                            Each.explain(
                                    "be in a null-marked package",
                                    it ->
                                            it.getPackage().isAnnotatedWith(NullMarked.class)
                                                    ? List.of()
                                                    : List.of("no package-info with @NullMarked")));

    /** A constructor says what a bean needs. */
    @ArchTest
    public static final ArchRule nothing_is_injected_into_fields =
            classes()
                    .should(
                            Each.explain(
                                    "have no injected fields",
                                    it ->
                                            it.getFields().stream()
                                                    .filter(f -> f.isAnnotatedWith(Autowired.class))
                                                    .map(JavaMember::getFullName)
                                                    .toList()));

    private HouseRules() {}

    private static boolean saysNothing(JavaClass it) {
        return SAYS_NOTHING.matcher(it.getSimpleName()).matches()
                || Arrays.stream(it.getPackageName().split("\\."))
                        .anyMatch(PACKAGE_SAYS_NOTHING::contains);
    }

    private static boolean asksForTheTime(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getName();
        boolean noArguments = call.getTarget().getRawParameterTypes().isEmpty();
        return owner.getPackageName().startsWith("java.time") && name.equals("now")
                || owner.isEquivalentTo(Clock.class)
                        && (name.startsWith("system") || name.startsWith("tick"))
                || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
                || owner.isEquivalentTo(Calendar.class) && name.equals("getInstance")
                || owner.isEquivalentTo(Date.class) && name.equals("<init>") && noArguments;
    }

    private static boolean isClockBean(JavaCodeUnit origin) {
        return origin.isAnnotatedWith(Bean.class)
                && origin.getRawReturnType().isEquivalentTo(Clock.class);
    }
}

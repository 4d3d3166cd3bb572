package io.aftercare.messaging.test.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a class of a service is for, told by its name. A nested class has its outer one's role. */
enum Role {
    LISTENER("Listener"),
    EVENTS("Events"),
    CONTROLLER("Controller"),
    CHANNEL("Channel"),
    SETTINGS("Settings"),
    HEALTH("Health"),
    APPLICATION("Application"),
    /** Fetches, lets aggregates decide, saves, hands over. */
    USE_CASE(""),
    /** Bulk load and save. */
    REPOSITORY(""),
    /** Decides; it has facts of its own. */
    AGGREGATE(""),
    /** Everything else: values, requests, rules. */
    PLAIN("");

    private static final Pattern GERUND = Pattern.compile("[A-Z][a-z]+ing(?:[A-Z].*)?");
    private static final Pattern PLURAL = Pattern.compile(".*[^s]s|(?:.*[a-z])?People");

    private final String ending;

    Role(String ending) {
        this.ending = ending;
    }

    static Role of(JavaClass it) {
        JavaClass outer = outermost(it);
        String name = outer.getSimpleName();
        Optional<Role> named =
                Arrays.stream(values())
                        .filter(role -> !role.ending.isEmpty() && name.endsWith(role.ending))
                        .findFirst();
        if (named.isPresent()) {
            return named.get();
        }
        if (isBean(outer)) {
            return GERUND.matcher(name).matches()
                    ? USE_CASE
                    : PLURAL.matcher(name).matches() ? REPOSITORY : PLAIN;
        }
        return hasFacts(outer) ? AGGREGATE : PLAIN;
    }

    static JavaClass outermost(JavaClass it) {
        JavaClass outer = it;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    static boolean isBean(JavaClass it) {
        return it.isMetaAnnotatedWith("org.springframework.stereotype.Component");
    }

    /** True if it has a sealed {@code Fact} inside. */
    private static boolean hasFacts(JavaClass outer) {
        return outer.getPackage().getClasses().stream()
                .anyMatch(it -> it.getName().equals(outer.getName() + "$Fact"));
    }

    /** Its parts are copied into who uses them, so no use of it is left in the byte code. */
    static boolean hasConstantsOnly(JavaClass it) {
        return it.getMethods().isEmpty()
                && !it.getFields().isEmpty()
                && it.getFields().stream()
                        .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
    }
}

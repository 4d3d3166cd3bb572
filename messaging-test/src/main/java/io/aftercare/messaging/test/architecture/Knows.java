package io.aftercare.messaging.test.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What a class depends on, as lines for people. */
final class Knows {

    private Knows() {}

    /** The dependencies of a class on what is forbidden to it. */
    static List<String> any(JavaClass it, BiPredicate<JavaClass, JavaClass> forbidden) {
        return it.getDirectDependenciesFromSelf().stream()
                .filter(
                        dependency ->
                                forbidden.test(
                                        it, dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .toList();
    }

    /** Everything whose full name begins so. */
    static BiPredicate<JavaClass, JavaClass> in(String... beginnings) {
        Predicate<String> begins = name -> Arrays.stream(beginnings).anyMatch(name::startsWith);
        return (_, target) -> begins.test(target.getName());
    }

    /** Classes of the same service with one of the roles. */
    static BiPredicate<JavaClass, JavaClass> ofRole(Role first, Role... others) {
        Set<Role> roles = EnumSet.of(first, others);
        return (origin, target) ->
                service(target).equals(service(origin))
                        && !Role.outermost(target).equals(Role.outermost(origin))
                        && roles.contains(Role.of(target));
    }

    /** The first three names of the package: one service has one. */
    private static String service(JavaClass it) {
        return String.join(".", Arrays.stream(it.getPackageName().split("\\.")).limit(3).toList());
    }
}

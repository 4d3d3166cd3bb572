package io.aftercare.messaging.test.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An aggregate, and every class of its package that it needs, knows nothing from outside. */
final class Purity {

    private static final Pattern PURE =
            Pattern.compile(
                    "java\\.(?!sql\\.|net\\.http\\.).*|org\\.jspecify\\..*|io\\.aftercare\\.hours\\..*");

    private Purity() {}

    static List<String> faults(JavaClass aggregate) {
        List<String> faults = new ArrayList<>();
        Set<JavaClass> seen = new HashSet<>(Set.of(aggregate));
        Deque<JavaClass> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Dependency dependency : open.pop().getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOwn(aggregate, target)) {
                    if (seen.add(target)) {
                        open.push(target);
                    }
                } else if (!isPure(target)) {
                    faults.add(dependency.getDescription());
                }
            }
        }
        return faults;
    }

    private static boolean isOwn(JavaClass aggregate, JavaClass target) {
        Role role = Role.of(target);
        return target.getPackageName().equals(aggregate.getPackageName())
                && (role == Role.AGGREGATE || role == Role.PLAIN && !Role.isBean(target));
    }

    private static boolean isPure(JavaClass target) {
        return target.isPrimitive()
                || PURE.matcher(target.getName()).matches()
                        && !target.getName().equals("java.time.Clock");
    }
}

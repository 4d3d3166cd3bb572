package io.aftercare.messaging.test.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.function.Function;

/** A condition written as what each class does against it. */
final class Each {

    private Each() {}

    /**
     * @param faults what is wrong with a class, in words; empty if nothing
     */
    static ArchCondition<JavaClass> explain(
            String description, Function<JavaClass, ? extends Collection<String>> faults) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (String fault : faults.apply(item)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    item,
                                    "%s: %s in %s"
                                            .formatted(
                                                    item.getName(),
                                                    fault,
                                                    item.getSourceCodeLocation())));
                }
            }
        };
    }
}

package io.aftercare.messaging.test.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.timers.TimerHandler;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** What a class does, against what its name says. */
final class Misnamed {

    private Misnamed() {}

    static List<String> faults(JavaClass it) {
        List<String> faults = new ArrayList<>();
        both(it, it.isAssignableTo(Listener.class), Role.LISTENER, faults);
        both(it, it.isMetaAnnotatedWith(Controller.class), Role.CONTROLLER, faults);
        both(it, it.isAnnotatedWith(ConfigurationProperties.class), Role.SETTINGS, faults);
        both(it, it.isAnnotatedWith(SpringBootApplication.class), Role.APPLICATION, faults);
        both(it, it.isAssignableTo(HealthContributor.class), Role.HEALTH, faults);
        if (it.isAssignableTo(TimerHandler.class) && Role.of(it) != Role.USE_CASE) {
            faults.add("handles timers, so its name is a gerund, as RecordingPromises");
        }
        if (Role.isBean(it) && Role.of(it) == Role.PLAIN && !hasNoRole(it)) {
            faults.add("is a bean, but its name tells no role");
        }
        return faults;
    }

    /** What Spring itself gives a place. */
    private static boolean hasNoRole(JavaClass it) {
        return it.isMetaAnnotatedWith(Configuration.class)
                || it.isMetaAnnotatedWith(ControllerAdvice.class);
    }

    private static void both(JavaClass it, boolean does, Role role, List<String> faults) {
        boolean says = Role.of(it) == role;
        if (does && !says) {
            faults.add("does the work of a " + role + " under another name");
        }
        if (says && !does) {
            faults.add("is named as a " + role + " and is none");
        }
    }
}

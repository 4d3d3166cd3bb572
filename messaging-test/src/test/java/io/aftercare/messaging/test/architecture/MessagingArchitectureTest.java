package io.aftercare.messaging.test.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

/** Messaging itself, without what tests use. */
@AnalyzeClasses(
        packages = "io.aftercare.messaging",
        importOptions = MessagingArchitectureTest.Messaging.class)
class MessagingArchitectureTest {

    @ArchTest static final ArchTests rules = ArchTests.in(MessagingRules.class);

    static final class Messaging implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/messaging-test/")
                    && !location.contains("/io/aftercare/messaging/test/");
        }
    }
}

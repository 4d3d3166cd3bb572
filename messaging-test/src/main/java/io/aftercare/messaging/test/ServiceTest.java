package io.aftercare.messaging.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;

/**
 * Starts the service of the test's package on a random port, on a real broker, database and
 * registry, with a {@link MovableClock} that stands still until it is moved. Inject what the test
 * needs: {@link Publishing}, {@link SentEvents}, {@link FireTimers}, {@link Quiet}, {@link Rest}.
 *
 * <p>Test classes with the same properties share one running service, its database and the topics:
 * a test uses ids of its own and looks only at them. A class with other properties gets a new
 * service on a new database; the one before is stopped then.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = RealParts.class)
@Import(ServiceTestBeans.class)
public @interface ServiceTest {

    /** Settings of the service, as {@code "aftercare.followup.contact.ask-after=2h"}. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};
}

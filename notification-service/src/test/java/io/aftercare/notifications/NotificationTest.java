package io.aftercare.notifications;

import io.aftercare.messaging.test.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** The service on real parts, with a mail server that can be told how to fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(
        properties = {
            "aftercare.smtp.host=127.0.0.1",
            "aftercare.smtp.connections=2",
            "aftercare.smtp.connect-timeout=2s",
            "aftercare.smtp.timeout=2s",
            "aftercare.smtp.call-limit=4s",
            "aftercare.smtp.breaker.calls=1000",
            "aftercare.notification.lease=2m",
            "aftercare.notification.queue=38",
            "aftercare.mail.from=care@aftercare.example",
            "aftercare.links.contact=http://127.0.0.1:8082",
            "aftercare.links.survey=http://127.0.0.1:8083/"
        })
@Import(Correspondence.class)
public @interface NotificationTest {}

package io.aftercare.stack.command;

import io.aftercare.stack.system.AftercareSystem;
import java.nio.file.Path;

/** What to open and where to look, for people. */
final class Addresses {
    private Addresses() {}

    static void print(AftercareSystem system, Path endpoints, Path logs) {
        var infrastructure = system.infrastructure();
        System.out.printf(
                """

                  cases          %s
                  follow-ups     %s
                  surveys        %s
                  notifications  %s
                  registry       %s
                  Kafka          %s
                  mail           smtp 127.0.0.1:%d, imap 127.0.0.1:%d
                  all addresses and secrets in %s, logs in %s

                """,
                system.url("case-service"),
                system.url("followup-service"),
                system.url("survey-service"),
                system.url("notification-service"),
                infrastructure.registryUrl(),
                infrastructure.bootstrapServers(),
                system.mailbox().smtpPort(),
                system.mailbox().imapPort(),
                endpoints,
                logs);
    }
}

package io.aftercare.stack.system;

import static java.util.Objects.requireNonNull;

import io.aftercare.stack.Infrastructure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each service is told in its environment. */
final class Environments {
    /** The services, in the order in which they start. */
    static final List<Known> SERVICES =
            List.of(
                    new Known("case-service", 8081),
                    new Known("followup-service", 8082),
                    new Known("survey-service", 8083),
                    new Known("notification-service", 8084));

    record Known(String name, int usualPort) {}

    private final Keys keys;
    private final Infrastructure infrastructure;
    private final Mailbox mailbox;
    private final Map<String, String> wishes;
    private final Map<String, Integer> ports = new HashMap<>();

    /**
     * @param wishes win over everything
     */
    Environments(
            Keys keys, Infrastructure infrastructure, Mailbox mailbox, Map<String, String> wishes) {
        this.keys = keys;
        this.infrastructure = infrastructure;
        this.mailbox = mailbox;
        this.wishes = wishes;
    }

    /** Every service must have its port before the first environment is asked for. */
    void place(String service, int port) {
        ports.put(service, port);
    }

    int port(String service) {
        return requireNonNull(ports.get(service), service);
    }

    /** Makes the service's database, too. */
    Map<String, String> of(String service) {
        var all = new HashMap<String, String>();
        all.put("SERVER_ADDRESS", "127.0.0.1");
        all.put("SERVER_PORT", "" + port(service));
        all.put("AFTERCARE_BOOTSTRAP_SERVERS", infrastructure.bootstrapServers());
        all.put("AFTERCARE_REGISTRY_URL", infrastructure.registryUrl());
        all.put("AFTERCARE_LINK_KEY", keys.link());
        keys.access()
                .forEach(
                        (role, secret) ->
                                all.put(
                                        "AFTERCARE_ACCESS_" + role.toUpperCase(Locale.ROOT),
                                        secret));
        all.putAll(database(service));
        if (service.equals("notification-service")) {
            all.putAll(mail());
        }
        all.putAll(wishes);
        return all;
    }

    private Map<String, String> database(String service) {
        var database = infrastructure.createDatabase(service.replace('-', '_'));
        return Map.of(
                "AFTERCARE_DATABASE_URL", database.jdbcUrl(),
                "AFTERCARE_DATABASE_USER", database.running(),
                "AFTERCARE_DATABASE_PASSWORD", database.runningPassword(),
                "AFTERCARE_MIGRATION_USER", database.owner(),
                "AFTERCARE_MIGRATION_PASSWORD", database.ownerPassword());
    }

    private Map<String, String> mail() {
        return Map.of(
                "AFTERCARE_SMTP_HOST", "127.0.0.1",
                "AFTERCARE_SMTP_PORT", "" + mailbox.smtpPort(),
                "AFTERCARE_MAIL_FROM", "care@aftercare.example",
                "AFTERCARE_LINKS_CONTACT", "http://127.0.0.1:" + port("followup-service"),
                "AFTERCARE_LINKS_SURVEY", "http://127.0.0.1:" + port("survey-service"));
    }
}

package io.aftercare.stack.system;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Every address and every generated secret of a system, for people and programs to look up. */
final class Endpoints {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Endpoints() {}

    static String of(AftercareSystem system, Keys keys) {
        var infrastructure = system.infrastructure();
        var all = new LinkedHashMap<String, Object>();
        all.put("services", services(system));
        all.put("access", keys.access());
        all.put("kafka", infrastructure.bootstrapServers());
        all.put("registry", infrastructure.registryUrl());
        all.put("confluentRegistry", infrastructure.registryUrl() + "/apis/ccompat/v7");
        all.put(
                "postgres",
                Map.of(
                        "url", infrastructure.jdbcUrl("postgres"),
                        "user", "postgres",
                        "password", keys.database()));
        all.put(
                "mail",
                Map.of(
                        "smtp", "127.0.0.1:" + system.mailbox().smtpPort(),
                        "imap", "127.0.0.1:" + system.mailbox().imapPort()));
        return JSON.writeValueAsString(all);
    }

    private static Map<String, String> services(AftercareSystem system) {
        var urls = new LinkedHashMap<String, String>();
        Environments.SERVICES.forEach(
                service -> urls.put(service.name(), system.url(service.name())));
        return urls;
    }
}

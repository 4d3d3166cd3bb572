package io.aftercare.messaging.test;

import java.util.Map;
import java.util.Objects;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The service's HTTP side, as somebody with a role's credentials sees it, or with none. */
public final class Rest {

    static final Map<String, String> SECRETS =
            Map.of(
                    "agent", "agent-of-the-tests",
                    "lead", "lead-of-the-tests",
                    "operator", "operator-of-the-tests",
                    "publisher", "publisher-of-the-tests");

    private final Environment environment;

    Rest(Environment environment) {
        this.environment = environment;
    }

    public RestTestClient agent() {
        return as("agent");
    }

    public RestTestClient lead() {
        return as("lead");
    }

    public RestTestClient operator() {
        return as("operator");
    }

    public RestTestClient publisher() {
        return as("publisher");
    }

    /** Without credentials, as customers are. */
    public RestTestClient anybody() {
        return RestTestClient.bindToServer().baseUrl(address()).build();
    }

    /** The service's address, without a slash at the end. */
    public String address() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }

    private RestTestClient as(String role) {
        return RestTestClient.bindToServer()
                .baseUrl(address())
                .defaultHeaders(
                        headers ->
                                headers.set(
                                        HttpHeaders.AUTHORIZATION,
                                        "Bearer " + Objects.requireNonNull(SECRETS.get(role))))
                .build();
    }
}

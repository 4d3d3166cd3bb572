package io.aftercare.schemas;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The job that runs before the services: topics on the broker, schemas in the registry. It exits
 * with 0 when both are as needed, with 1 and a sentence when they cannot be, with 2 when called
 * wrongly. It may run any number of times.
 */
public final class Prepare {

    private static final String BROKER = "--bootstrap-servers";
    private static final String REGISTRY = "--registry";
    private static final String REPLICATION = "--replication-factor";
    private static final String USAGE =
            """
            Creates the topics and registers the schemas, or one of both.
              --bootstrap-servers=<host:port>[,…]  the broker whose topics are created and verified
              --replication-factor=<n>             copies of each new topic (default 1)
              --registry=<url>                     the registry, without /apis/ccompat/v7\
            """;

    private Prepare() {}

    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(exitCode(arguments));
    }

    private static int exitCode(String[] arguments) {
        try {
            Map<String, String> options = options(arguments);
            createTopics(options);
            registerSchemas(options);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            return 2;
        } catch (PreparationFailedException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options =
                Arrays.stream(arguments)
                        .map(argument -> argument.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        o -> o[0],
                                        o -> o.length == 2 ? o[1] : "",
                                        (_, last) -> last));
        options.forEach(
                (name, value) -> {
                    if (!name.matches(BROKER + "|" + REGISTRY + "|" + REPLICATION)) {
                        throw new IllegalArgumentException("Unknown option " + name);
                    }
                    if (value.isBlank()) {
                        throw new IllegalArgumentException(name + " needs a value");
                    }
                });
        if (!options.containsKey(BROKER) && !options.containsKey(REGISTRY)) {
            throw new IllegalArgumentException("Nothing to do");
        }
        return options;
    }

    private static void createTopics(Map<String, String> options) {
        String broker = options.get(BROKER);
        if (broker != null) {
            short copies = copies(options.getOrDefault(REPLICATION, "1"));
            System.out.println("topics created: " + CreateTopics.create(broker, copies));
        }
    }

    private static short copies(String number) {
        try {
            return Short.parseShort(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(REPLICATION + " needs a number: " + number, e);
        }
    }

    private static void registerSchemas(Map<String, String> options) {
        String registry = options.get(REGISTRY);
        if (registry != null) {
            System.out.println("schemas: " + RegisterSchemas.register(URI.create(registry)));
        }
    }
}

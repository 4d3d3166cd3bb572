package io.aftercare.stack.command;

import io.aftercare.schemas.PreparationFailedException;
import io.aftercare.stack.process.PartFailed;
import java.util.List;

/**
 * What `./aftercare` runs. Exits with 0 when all went well, 1 when a part failed, 2 when misused.
 */
final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            return switch (arguments) {
                case List<String> a when a.equals(List.of("demo")) -> Demo.run();
                case List<String> a when a.equals(List.of("up")) -> Up.run(false);
                case List<String> a when a.equals(List.of("up", "--fresh")) -> Up.run(true);
                default -> {
                    System.err.println("aftercare: unknown: " + String.join(" ", arguments));
                    yield 2;
                }
            };
        } catch (PartFailed | PreparationFailedException | InUse e) {
            System.err.println("aftercare: " + e.getMessage());
            return 1;
        }
    }
}

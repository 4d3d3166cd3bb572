package io.aftercare.stack.command;

import io.aftercare.stack.demo.Story;
import io.aftercare.stack.demo.Timing;
import io.aftercare.stack.files.Home;
import io.aftercare.stack.files.Private;
import io.aftercare.stack.files.Sweeper;
import io.aftercare.stack.files.Trees;
import io.aftercare.stack.network.Ports;
import io.aftercare.stack.system.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A system of its own with short delays, on which the story is played. */
final class Demo {
    private Demo() {}

    static int run() {
        var demos = Home.directory().resolve(".aftercare/demo");
        FailedDemos.forgetAllButTheLast(demos);
        var own = demos.resolve("" + ProcessHandle.current().pid());
        var logs = own.resolve("logs");
        var settings =
                new Settings(
                        Sweeper.throwawayDirectory(),
                        logs,
                        _ -> Ports.free(),
                        Timing.QUICK.environment());
        var progress = new Progress();
        var system = new Guard(progress).start(settings);
        Private.write(own.resolve("endpoints.json"), system.endpoints());
        Addresses.print(system, own.resolve("endpoints.json"), logs);
        var wrong = Story.play(system, Timing.QUICK, progress::step);
        if (!wrong.isEmpty()) {
            wrong.forEach(what -> System.err.println("aftercare: " + what));
            System.err.println(
                    "aftercare: the logs are in %s until another demo fails".formatted(logs));
            return 1;
        }
        progress.step("all of it happened");
        forget(own);
        return 0;
    }

    // kept when it failed: the logs say why
    private static void forget(Path own) {
        try {
            Trees.delete(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

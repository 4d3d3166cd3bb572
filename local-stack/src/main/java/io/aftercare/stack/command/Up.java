package io.aftercare.stack.command;

import io.aftercare.stack.files.Home;
import io.aftercare.stack.files.Private;
import io.aftercare.stack.network.Ports;
import io.aftercare.stack.system.Settings;
import java.time.Clock;
import java.util.Map;

/** The system with real delays and lasting data, until Ctrl-C. */
final class Up {
    private Up() {}

    static int run(boolean fresh) {
        var data = DataDirectory.lock(Home.directory().resolve(".aftercare"));
        if (fresh) {
            data.wipe();
        }
        data.forgetLastRun();
        var progress = new Progress();
        var guard = new Guard(progress);
        var system =
                guard.start(new Settings(data.path(), data.logs(), Ports::usualOrFree, Map.of()));
        Private.write(data.endpoints(), system.endpoints());
        Addresses.print(system, data.endpoints(), data.logs());
        progress.step("ready; Ctrl-C stops");
        var letters = new Letters(system.mailbox(), data.letters(), Clock.systemUTC());
        guard.watch(system, letters::collect);
        return 0;
    }
}

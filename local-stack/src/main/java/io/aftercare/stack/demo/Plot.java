package io.aftercare.stack.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What the outsider reports in the story. */
final class Plot {

    static final int PAST_CASES = 24;
    static final String PAST = "past-";
    private static final Map<String, String> MATTER = Map.of("cause", "scale", "product", "heater");

    private final Outsider outsider;
    private final Timing timing;

    Plot(Outsider outsider, Timing timing) {
        this.outsider = outsider;
        this.timing = timing;
    }

    /** Who is who. */
    void introduce(Surroundings where) {
        outsider.team("service", "mona", null);
        outsider.team("repairs", "lars", "service");
        outsider.staff("kari", "Kari", "repairs", where);
        outsider.staff("lars", "Lars", "repairs", where);
        outsider.staff("mona", "Mona", "service", where);
        outsider.customer("anna", "Anna", "en", where);
        outsider.customer("budi", "Budi", "en", where);
        outsider.customer("chloe", "Chloe", "en", where);
        outsider.customer("dag", "Dag", "nb", where);
        outsider.customer("elena", "Elena", "en", where);
        outsider.customer("farid", "Farid", "en", where);
        outsider.customer("gro", "Gro", "en", where);
    }

    /** Six cases, five of them with a promise. */
    void report(Instant begin) {
        opened("lamp", begin, "anna", "kari");
        opened("boiler", begin, "budi", "kari");
        opened("router", begin, "chloe", "kari");
        opened("sofa", begin, "dag", "kari");
        opened("fence", begin, "elena", "kari");
        // a new colleague, whom nobody has introduced: what is written to him waits
        opened("fridge", begin, "farid", "nils");
        outsider.promised("lamp", begin, "new lamp", "RESOLUTION", begin.plus(timing.kept()));
        outsider.promised("boiler", begin, "visit", "OTHER", begin.plus(timing.broken()));
        outsider.promised("fridge", begin, "seal", "OTHER", begin.plus(timing.broken()));
        outsider.promised("sofa", begin, "delivery", "DELIVERY", begin.plus(timing.held()));
        outsider.promised("fence", begin, "paint", "OTHER", begin.plus(timing.held()));
        outsider.resolved("lamp", begin.plusMillis(1));
        outsider.resolved("router", begin.plusMillis(1));
    }

    private void opened(String name, Instant at, String person, String owner) {
        outsider.opened(name, at, Map.of("personId", person, "owner", owner, "team", "repairs"));
    }

    /**
     * Cases of the past: so long ago and for so long that no calendar and no holiday makes a
     * difference.
     */
    void remember(Instant begin) {
        Instant opened = begin.minus(Duration.ofDays(90));
        for (int i = 1; i <= PAST_CASES; i++) {
            outsider.past(
                    PAST + i,
                    opened,
                    opened.plus(Duration.ofDays(30)),
                    opened.plus(Duration.ofDays(60)),
                    MATTER);
        }
    }

    void supplierIsLate(Instant now) {
        outsider.revised("sofa", now, "delivery", "SUPPLIER_LATE", now.plus(Duration.ofDays(2)));
    }

    void fridgeWasDoneInTime(Instant begin) {
        outsider.kept("fridge", begin.plus(timing.broken()).minusSeconds(1), "seal");
    }

    void heaterIsPromised(Instant now) {
        Map<String, Object> fields = new HashMap<>(MATTER);
        fields.putAll(Map.of("personId", "gro", "owner", "kari", "team", "repairs"));
        outsider.opened("heater", now, fields);
        outsider.promised("heater", now, "heat", "RESOLUTION", now.plus(Duration.ofDays(2)));
    }
}

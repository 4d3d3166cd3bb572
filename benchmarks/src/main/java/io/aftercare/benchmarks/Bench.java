package io.aftercare.benchmarks;

import io.aftercare.benchmarks.Contender.Run;
import io.aftercare.benchmarks.TimerBench.Lateness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures hop, timers and lateness on the real parts, prints a table and says whether the floors
 * hold. Arguments: {@code hop}, {@code timers}, {@code lateness} (all without one), {@code --quick}
 * for a twentieth of the load.
 */
public final class Bench {

    private static final int ROUNDS = 3;

    private final Results results = new Results();
    private final Ground ground;
    private final int share;

    private Bench(Ground ground, boolean quick) {
        this.ground = ground;
        this.share = quick ? 20 : 1;
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(args));
        boolean quick = wanted.remove("--quick");
        List<String> known = List.of("hop", "timers", "lateness");
        if (!known.containsAll(wanted)) {
            System.err.println("bench: say nothing, or some of " + known + ", and perhaps --quick");
            System.exit(2);
        }
        boolean held;
        try (Ground ground = new Ground()) {
            held = new Bench(ground, quick).run(wanted.isEmpty() ? known : wanted);
        }
        System.exit(held ? 0 : 1);
    }

    private boolean run(List<String> wanted) throws Exception {
        int schemaId = ground.register();
        if (wanted.contains("hop")) {
            hop(schemaId);
        }
        TimerBench timers = new TimerBench(ground);
        if (wanted.contains("timers")) {
            timers(timers);
        }
        if (wanted.contains("lateness")) {
            lateness(timers);
        }
        results.print();
        Path target = Path.of(System.getProperty("aftercare.home", "."), "benchmarks", "target");
        results.write(target.resolve("results.json"));
        return floors(wanted);
    }

    private void hop(int schemaId) throws Exception {
        List<Contender> contenders =
                List.of(
                        new AftercareHop(),
                        new RawHop(false),
                        new RawHop(true),
                        new SpringPerRecordHop());
        Map<String, List<Double>> rates = new HashMap<>();
        int most = 200_000 / share;
        for (int round = 0; round < ROUNDS; round++) {
            List<Contender> order = new ArrayList<>(contenders);
            Collections.rotate(order, round);
            for (Contender contender : order) {
                double rate = hop(contender, contender.records(most), round, schemaId);
                rates.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(rate);
            }
        }
        for (Contender contender : contenders) {
            List<Double> all = java.util.Objects.requireNonNull(rates.get(contender.name()));
            results.add("hop", contender.name(), median(all), "records/s");
        }
    }

    private double hop(Contender contender, int records, int round, int schemaId) throws Exception {
        String name = contender.name() + "-" + round;
        String in = "bench-in";
        String out = "bench-out";
        ground.topic(in);
        ground.topic(out);
        ground.fill(in, schemaId, records);
        Run run = new Run(ground, ground.database(), name, in, out);
        try (var _ = contender.start(run)) {
            return ground.rate(out, records);
        }
    }

    private void timers(TimerBench timers) throws Exception {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rates.add(timers.rate(200_000 / share, round));
        }
        results.add("timers", "aftercare", median(rates), "timers/s");
    }

    private void lateness(TimerBench timers) throws Exception {
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        List<Double> earliest = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Lateness late =
                    timers.lateness(
                            1_000_000 / share,
                            1_000,
                            Duration.ofSeconds(Math.max(3, 30 / share)),
                            Duration.ofSeconds(Math.max(5, 60 / share)),
                            round);
            p50.add(late.p50());
            p99.add(late.p99());
            earliest.add(late.earliest());
        }
        results.add("timer-lateness-p50", "aftercare", median(p50), "ms");
        results.add("timer-lateness-p99", "aftercare", median(p99), "ms");
        results.add("timer-lateness-min", "aftercare", Collections.min(earliest), "ms");
    }

    /** The floors that this project has set itself. */
    private boolean floors(List<String> wanted) {
        boolean held = true;
        if (wanted.contains("hop")) {
            double ours = results.value("hop", "aftercare");
            held &= floor("hop, of raw-limit", ours / results.value("hop", "raw-limit"), 0.6);
            held &=
                    floor(
                            "hop, times spring-per-record",
                            ours / results.value("hop", "spring-per-record"),
                            10);
        }
        if (wanted.contains("timers")) {
            held &= floor("timers per second", results.value("timers", "aftercare"), 10_000);
        }
        if (wanted.contains("lateness")) {
            held &= ceiling("p50 ms", results.value("timer-lateness-p50", "aftercare"), 50);
            held &= ceiling("p99 ms", results.value("timer-lateness-p99", "aftercare"), 500);
            held &= floor("earliest ms", results.value("timer-lateness-min", "aftercare"), 0);
        }
        return held;
    }

    private static boolean floor(String what, double value, double least) {
        System.out.printf(
                "%s %s: %.2f, at least %.2f%n",
                value >= least ? "ok  " : "MISS", what, value, least);
        return value >= least;
    }

    private static boolean ceiling(String what, double value, double most) {
        System.out.printf(
                "%s %s: %.2f, at most %.2f%n", value <= most ? "ok  " : "MISS", what, value, most);
        return value <= most;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}

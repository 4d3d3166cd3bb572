package io.aftercare.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Figures as they come, a table of them, and a file for machines. */
final class Results {

    record Result(String benchmark, String system, double value, String unit) {}

    private final List<Result> results = new ArrayList<>();

    void add(String benchmark, String system, double value, String unit) {
        results.add(new Result(benchmark, system, value, unit));
        System.out.printf(Locale.ROOT, "  %s %s: %,.0f %s%n", benchmark, system, value, unit);
    }

    double value(String benchmark, String system) {
        return results.stream()
                .filter(r -> r.benchmark.equals(benchmark) && r.system.equals(system))
                .findFirst()
                .orElseThrow()
                .value();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results));
    }

    /** Each figure beside ours of the same benchmark. */
    void print() {
        System.out.printf(
                "%n%-20s %-20s %14s %-10s %s%n",
                "benchmark", "system", "value", "unit", "ours : theirs");
        for (Result r : results) {
            String ratio =
                    r.benchmark.equals("hop")
                            ? String.format(
                                    Locale.ROOT, "%.2f", value("hop", "aftercare") / r.value)
                            : "";
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %-20s %,14.0f %-10s %s%n",
                    r.benchmark,
                    r.system,
                    r.value,
                    r.unit,
                    ratio);
        }
    }
}

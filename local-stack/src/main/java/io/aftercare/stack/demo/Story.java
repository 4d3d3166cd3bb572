package io.aftercare.stack.demo;

import io.aftercare.stack.demo.Facts.Fact;
import io.aftercare.stack.demo.Letters.Letter;
import io.aftercare.stack.system.AftercareSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Three cases at once: a lamp whose promised date is kept, a boiler whose date slips, a router that
 * was not repaired after all. What is expected is looked for on the topics and in the mailbox.
 */
public final class Story {

    private static final String SOLVED = "Is your problem really solved?";
    private static final String SURVEY = "How did we do?";

    private final AftercareSystem system;
    private final Timing timing;
    private final Consumer<String> say;
    private final Clock clock = Clock.systemUTC();
    private final Letters letters;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Set<String> unpressed = new HashSet<>();
    private final Map<String, BooleanSupplier> expected = new LinkedHashMap<>();

    private Story(AftercareSystem system, Timing timing, Consumer<String> say) {
        this.system = system;
        this.timing = timing;
        this.say = say;
        this.letters = new Letters(system.mailbox());
    }

    /**
     * When things happen, from the beginning of the story.
     *
     * @param ask from the resolution to the question whether it is really solved
     * @param surveyFrom the earliest moment of a survey
     * @param surveyTo the latest
     * @param kept when the promise is due that is kept
     * @param broken when the promise is due that is not
     * @param grace from a broken promise to the letter to the customer
     * @param patience the story fails if it is not complete then
     */
    public record Timing(
            Duration ask,
            Duration surveyFrom,
            Duration surveyTo,
            Duration kept,
            Duration broken,
            Duration grace,
            Duration patience) {

        /** Half a minute, to be looked at. */
        public static final Timing QUICK =
                new Timing(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(22),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(60));

        /** The delays for the environment of the services: seconds instead of hours. */
        public Map<String, String> environment() {
            return Map.of(
                    "AFTERCARE_FOLLOWUP_CONTACT_ASKAFTER", ask.toMillis() + "ms",
                    "AFTERCARE_FOLLOWUP_PROMISE_GRACE", grace.toMillis() + "ms",
                    "AFTERCARE_SURVEY_EARLIEST", surveyFrom.toMillis() + "ms",
                    "AFTERCARE_SURVEY_LATEST", surveyTo.toMillis() + "ms");
        }
    }

    /**
     * Plays the story on a system that was started with the timing's environment.
     *
     * @param say hears what happens, line by line
     * @return what was expected and did not happen, or happened and was not to; empty if all is
     *     well
     */
    public static List<String> play(AftercareSystem system, Timing timing, Consumer<String> say) {
        return new Story(system, timing, say).play();
    }

    private List<String> play() {
        String brokers = system.infrastructure().bootstrapServers();
        String registry = system.infrastructure().registryUrl();
        try (Outsider outsider = new Outsider(brokers, registry);
                Facts facts = new Facts("demo", brokers, registry, this::hear)) {
            introduce(outsider, Surroundings.whereItIsDay(clock.instant()));
            // only now: the first record of a serializer takes seconds, and dates are promised
            Instant begin = clock.instant();
            report(outsider, begin);
            expect(facts);
            say.accept("three cases are reported: a lamp, a boiler, a router");
            List<String> wrong = await(facts, begin);
            wrong.addAll(never(facts));
            return wrong;
        }
    }

    private void introduce(Outsider outsider, Surroundings where) {
        say.accept("the customers are in " + where.zone() + ", where it is day");
        outsider.contact("staff:kari", "Kari", "kari@staff.example", where);
        outsider.contact("person:anna", "Anna", "anna@customer.example", where);
        outsider.contact("person:budi", "Budi", "budi@customer.example", where);
        outsider.contact("person:chloe", "Chloe", "chloe@customer.example", where);
    }

    private void report(Outsider outsider, Instant begin) {
        outsider.opened("lamp", begin, "anna", "kari");
        outsider.opened("boiler", begin, "budi", "kari");
        outsider.opened("router", begin, "chloe", "kari");
        outsider.promised("lamp", begin, "new lamp", "RESOLUTION", begin.plus(timing.kept()));
        outsider.promised("boiler", begin, "visit", "OTHER", begin.plus(timing.broken()));
        outsider.resolved("lamp", begin.plusMillis(1));
        outsider.resolved("router", begin.plusMillis(1));
    }

    private void expect(Facts facts) {
        fact(facts, "lamp", "PromiseKept", "the lamp's promise is kept");
        mail("anna@customer.example", SOLVED, "Anna is asked whether it is really solved");
        mail(
                "anna@customer.example",
                SURVEY,
                "Anna is asked for her opinion, at the chosen moment");
        fact(facts, "boiler", "PromiseAtRisk", "the boiler's promise is at risk");
        mail("kari@staff.example", "At risk: ", "Kari, who answers for it, is warned");
        fact(facts, "boiler", "PromiseBroken", "the boiler's promise is broken");
        mail("kari@staff.example", "Broken: ", "Kari is told");
        mail(
                "budi@customer.example",
                "We have not kept our promise",
                "Budi is told, after a grace");
        mail("chloe@customer.example", SOLVED, "Chloe is asked whether it is really solved");
        fact(facts, "router", "ContactAnswered", "Chloe says no");
        fact(facts, "router", "CaseReopened", "the router's case is taken up again");
        // if survey-service was away, it hears of the end first and plans nothing
        expected.put(
                "Chloe's survey is withdrawn, or was never planned",
                () ->
                        is(facts, "router", "SurveyWithdrawn")
                                || (is(facts, "router", "CaseReopened")
                                        && !is(facts, "router", "SurveyPlanned")));
    }

    private void fact(Facts facts, String name, String type, String what) {
        expected.put(what, () -> is(facts, name, type));
    }

    private boolean is(Facts facts, String name, String type) {
        return facts.any(fact -> name.equals(names.get(fact.caseId())) && fact.type().equals(type));
    }

    private void mail(String to, String subject, String what) {
        expected.put(what, () -> letters.count(to, subject) > 0);
    }

    private void hear(Fact fact) {
        if (fact.type().equals("CaseOpened")) {
            names.put(fact.caseId(), fact.text("sourceCaseId"));
        }
        say.accept(
                "%-20s %-18s %s"
                        .formatted(
                                fact.topic(),
                                fact.type(),
                                names.getOrDefault(fact.caseId(), fact.caseId())));
    }

    /**
     * Waits until all is there and the survey's window is over; Chloe presses her button meanwhile.
     */
    private List<String> await(Facts facts, Instant begin) {
        Map<String, BooleanSupplier> missing = new LinkedHashMap<>(expected);
        Set<String> read = new HashSet<>();
        Instant windowOver = begin.plus(timing.surveyTo()).plusSeconds(2);
        while (!missing.isEmpty() || clock.instant().isBefore(windowOver)) {
            if (clock.instant().isAfter(begin.plus(timing.patience()))) {
                break;
            }
            readNewLetters(read);
            missing.entrySet().removeIf(one -> happened(one.getKey(), one.getValue()));
            pause();
        }
        return new ArrayList<>(
                missing.keySet().stream().map(what -> "did not happen: " + what).toList());
    }

    private boolean happened(String what, BooleanSupplier condition) {
        boolean happened = condition.getAsBoolean();
        if (happened) {
            say.accept("                     ✓ " + what);
        }
        return happened;
    }

    private void readNewLetters(Set<String> read) {
        for (Letter letter : letters.all()) {
            if (read.add(letter.id())) {
                say.accept("%-20s %-18s %s".formatted("mail", letter.to(), letter.subject()));
                String link = letter.link();
                boolean asked = letter.to().startsWith("chloe") && letter.subject().equals(SOLVED);
                if (asked && link != null) {
                    unpressed.add(link);
                }
            }
        }
        unpressed.removeIf(this::press);
    }

    /**
     * A mail scanner opens the link first, which must change nothing; then Chloe presses "no".
     *
     * @return false if the page did not answer: she will try again, as people do
     */
    private boolean press(String link) {
        HttpRequest look = HttpRequest.newBuilder(URI.create(link)).build();
        HttpRequest press =
                HttpRequest.newBuilder(URI.create(link))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("answer=NOT_SOLVED"))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(look, BodyHandlers.discarding());
            int status = http.send(press, BodyHandlers.discarding()).statusCode();
            say.accept("                     Chloe presses \"not solved\": " + status);
            return status < 500;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private List<String> never(Facts facts) {
        List<String> wrong = new ArrayList<>();
        if (letters.count("chloe@customer.example", SURVEY) > 0) {
            wrong.add("Chloe was asked for her opinion although her case was open again");
        }
        if (letters.count("budi@customer.example", SURVEY) > 0) {
            wrong.add("Budi was asked for his opinion although nothing is resolved");
        }
        if (facts.any(
                f -> f.type().equals("PromiseBroken") && "lamp".equals(names.get(f.caseId())))) {
            wrong.add("the lamp's promise was called broken although it was kept");
        }
        letters.all().stream()
                .distinct()
                .filter(letter -> letters.count(letter.to(), letter.subject()) > 1)
                .forEach(
                        letter ->
                                wrong.add(
                                        letter.to() + " got more than once: " + letter.subject()));
        return wrong;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

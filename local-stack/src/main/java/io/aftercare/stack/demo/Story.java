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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Seven cases at once: a lamp whose promised date is kept; a boiler whose date slips, and nobody
 * says a word; a router that was not repaired after all; a sofa whose date moves, and the customer
 * hears why; a fence that nobody can give a date for; a fridge of which it is heard late that it
 * was done in time; a heater whose date nobody should have promised. What is expected is looked for
 * on the topics and in the mailbox.
 */
public final class Story {

    private static final String SOLVED = "Is your problem really solved?";
    private static final String SURVEY = "How did we do?";
    private static final String BROKEN = "We have not kept our promise";

    private final AftercareSystem system;
    private final Timing timing;
    private final Consumer<String> say;
    private final Clock clock = Clock.systemUTC();
    private final Letters letters;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Queue<Fact> unsaid = new ConcurrentLinkedQueue<>();
    private final Set<String> unpressed = new HashSet<>();
    private List<Letter> arrived = List.of();
    private final Map<String, BooleanSupplier> expected = new LinkedHashMap<>();
    private final Map<BooleanSupplier, Runnable> turns = new LinkedHashMap<>();

    private Story(AftercareSystem system, Timing timing, Consumer<String> say) {
        this.system = system;
        this.timing = timing;
        this.say = say;
        this.letters = new Letters(system.mailbox());
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
            Plot plot = new Plot(outsider, timing);
            Surroundings where = Surroundings.whereItIsDay(clock.instant());
            say.accept("the customers are in " + where.zone() + ", where it is day");
            plot.introduce(where);
            // only now: the first record of a serializer takes seconds, and dates are promised
            Instant begin = clock.instant();
            plot.report(begin);
            turn(plot, facts, begin);
            expect(facts);
            say.accept("a lamp, a boiler, a router, a sofa, a fence and a fridge are reported");
            plot.remember(begin);
            say.accept(Plot.PAST_CASES + " heaters of the past are reported, each took two months");
            List<String> wrong = await(facts, begin);
            wrong.addAll(never(facts));
            return wrong;
        }
    }

    /** What people do once they have seen something; each once. */
    private void turn(Plot plot, Facts facts, Instant begin) {
        turns.put(
                () -> is(facts, "sofa", "PromiseMade"),
                () -> {
                    plot.supplierIsLate(clock.instant());
                    say.accept(
                            "sofa     a supplier is late: there is another date, it is reported");
                });
        turns.put(
                () -> is(facts, "fridge", "PromiseBroken"),
                () -> {
                    plot.fridgeWasDoneInTime(begin);
                    say.accept("fridge   it was done a second before, it is reported only now");
                });
        turns.put(
                () -> pastIsKnown(facts),
                () -> {
                    plot.heaterIsPromised(clock.instant());
                    say.accept("heater   a repair within two days is promised, it is reported");
                });
    }

    /** What is said of their promises is committed with what is learnt from them. */
    private boolean pastIsKnown(Facts facts) {
        return facts.all().stream()
                        .filter(fact -> fact.type().equals("PromiseKept"))
                        .map(fact -> nameOf(fact.caseId()))
                        .filter(name -> name.startsWith(Plot.PAST))
                        .distinct()
                        .count()
                == Plot.PAST_CASES;
    }

    private void expect(Facts facts) {
        fact(facts, "lamp", "PromiseKept", "the lamp's promise is kept");
        mail("anna@customer.example", SOLVED, "Anna is asked whether it is really solved");
        mail(
                "anna@customer.example",
                SURVEY,
                "Anna is asked for her opinion, at the chosen moment");
        fact(facts, "boiler", "PromiseAtRisk", "the boiler's promise is at risk");
        staff("kari", "At risk: ", "boiler", "Kari, who answers for it, is warned");
        fact(facts, "boiler", "PromiseBroken", "the boiler's promise is broken");
        staff("kari", "Broken: ", "boiler", "Kari is told");
        mail("budi@customer.example", BROKEN, "Budi is told, after a grace");
        staff("lars", "Broken: ", "boiler", "Lars, who leads Kari's team, is told");
        staff("mona", "Broken: ", "boiler", "Mona, who leads the team above, is told");
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
        expectNewDate(facts);
        expectPatience(facts);
        expectCorrection(facts);
        fact(
                facts,
                "heater",
                Words::isUnlikely,
                "whoever promised the heater is warned: no such case was resolved so soon");
    }

    private void expectNewDate(Facts facts) {
        fact(facts, "sofa", "PromiseRevised", "the sofa's promise has another date");
        letter(
                letter ->
                        letter.to().equals("dag@customer.example")
                                && letter.subject().equals("Ny dato for det vi lovet deg")
                                && letter.text().contains("En av leverandørene våre er forsinket."),
                "Dag reads in his language that it moves, and why");
        fact(
                facts,
                "sofa",
                fact ->
                        fact.type().equals("MessageDelivered")
                                && fact.text("messageKey").startsWith("PROMISE_REVISED:")
                                && fact.text("messageKey").endsWith(":2:0"),
                "that is before the date he knew");
    }

    private void expectPatience(Facts facts) {
        fact(facts, "fence", "PromiseHeld", "nobody has a date for the fence");
        mail(
                "elena@customer.example",
                "What we promised you is not done yet",
                "Elena hears before the date that it is not done");
        fact(
                facts,
                "fence",
                fact ->
                        fact.type().equals("PromiseMade")
                                && fact.text("kind").equals("UPDATE")
                                && fact.text("owner").equals("lars"),
                "that Lars contacts her is a promise of its own");
        letter(
                letter ->
                        letter.to().equals("lars@staff.example")
                                && isAbout(letter, "fence")
                                && letter.text().contains("We have told the customer"),
                "Lars is told that she waits for him");
    }

    private void expectCorrection(Facts facts) {
        fact(facts, "fridge", "PromiseBroken", "the fridge's promise is called broken");
        fact(
                facts,
                "fridge",
                fact ->
                        fact.type().equals("PromiseKept")
                                && Boolean.TRUE.equals(fact.body().get("corrected"))
                                && Boolean.FALSE.equals(fact.body().get("late")),
                "that is corrected: it was kept in time");
        fact(
                facts,
                "fridge",
                fact ->
                        fact.type().equals("MessageTakenBack")
                                && fact.text("purpose").equals("PROMISE_BROKEN_STAFF")
                                && fact.text("recipient").equals("staff:nils"),
                "what still waited to be sent of it is taken back");
    }

    private void fact(Facts facts, String name, String type, String what) {
        expected.put(what, () -> is(facts, name, type));
    }

    private void fact(Facts facts, String name, Predicate<Fact> wanted, String what) {
        expected.put(what, () -> any(facts, name, wanted));
    }

    private boolean is(Facts facts, String name, String type) {
        return any(facts, name, fact -> fact.type().equals(type));
    }

    private boolean any(Facts facts, String name, Predicate<Fact> wanted) {
        return facts.any(fact -> name.equals(nameOf(fact.caseId())) && wanted.test(fact));
    }

    private void mail(String to, String subject, String what) {
        letter(letter -> isTo(letter, to, subject), what);
    }

    private void staff(String who, String subject, String name, String what) {
        String to = who + "@staff.example";
        letter(letter -> isTo(letter, to, subject) && isAbout(letter, name), what);
    }

    private void letter(Predicate<Letter> wanted, String what) {
        expected.put(what, () -> arrived.stream().anyMatch(wanted));
    }

    private static boolean isTo(Letter letter, String to, String subject) {
        return letter.to().equals(to) && letter.subject().startsWith(subject);
    }

    private boolean isAbout(Letter letter, String name) {
        return letter.caseId() != null && name.equals(nameOf(letter.caseId()));
    }

    private String nameOf(String caseId) {
        return names.getOrDefault(caseId, "");
    }

    private void hear(Fact fact) {
        if (fact.type().equals("CaseOpened")) {
            names.put(fact.caseId(), fact.text("sourceCaseId"));
        }
        unsaid.add(fact);
    }

    /** Says what was heard of cases whose names are known. */
    private void tell() {
        unsaid.removeIf(
                fact -> {
                    String name = nameOf(fact.caseId());
                    String words = Words.of(fact);
                    if (words != null && !name.isEmpty() && !name.startsWith(Plot.PAST)) {
                        say.accept("%-8s %s".formatted(name, words));
                    }
                    return words == null || !name.isEmpty();
                });
    }

    /**
     * Waits until all is there and nothing more may come; people do what they do meanwhile, and
     * Chloe presses her button.
     */
    private List<String> await(Facts facts, Instant begin) {
        Map<String, BooleanSupplier> missing = new LinkedHashMap<>(expected);
        Set<String> read = new HashSet<>();
        Instant over = begin.plus(timing.over());
        while (!missing.isEmpty() || clock.instant().isBefore(over)) {
            if (clock.instant().isAfter(begin.plus(timing.patience()))) {
                break;
            }
            tell();
            turns.entrySet().removeIf(turn -> isTaken(turn.getKey(), turn.getValue()));
            readNewLetters(read);
            missing.entrySet().removeIf(one -> happened(one.getKey(), one.getValue()));
            pause();
        }
        return new ArrayList<>(
                missing.keySet().stream().map(what -> "did not happen: " + what).toList());
    }

    private static boolean isTaken(BooleanSupplier moment, Runnable turn) {
        boolean now = moment.getAsBoolean();
        if (now) {
            turn.run();
        }
        return now;
    }

    private boolean happened(String what, BooleanSupplier condition) {
        boolean happened = condition.getAsBoolean();
        if (happened) {
            say.accept("         ✓ " + what);
        }
        return happened;
    }

    private void readNewLetters(Set<String> read) {
        arrived = letters.all();
        for (Letter letter : arrived) {
            if (read.add(letter.id())) {
                say.accept("mail     to %s: %s".formatted(letter.to(), letter.subject()));
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
            say.accept("router   Chloe presses \"not solved\": " + status);
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
        if (isWritten("chloe@customer.example", SURVEY)) {
            wrong.add("Chloe was asked for her opinion although her case was open again");
        }
        if (isWritten("budi@customer.example", SURVEY)) {
            wrong.add("Budi was asked for his opinion although nothing is resolved");
        }
        if (is(facts, "lamp", "PromiseBroken")) {
            wrong.add("the lamp's promise was called broken although it was kept");
        }
        if (is(facts, "sofa", "PromiseBroken")) {
            wrong.add("the sofa's promise was called broken although it had another date");
        }
        if (isWritten("elena@customer.example", BROKEN)) {
            wrong.add("Elena was told once more that the fence is not done");
        }
        if (isWritten("farid@customer.example", BROKEN)) {
            wrong.add("Farid was told that his fridge was not done, and it was");
        }
        for (Letter letter : arrived) {
            if (letter.subject().startsWith("Broken: ") && isAbout(letter, "fridge")) {
                wrong.add(letter.to() + " was alarmed about the fridge, which was done");
            }
            if (letter.caseId() != null && nameOf(letter.caseId()).startsWith(Plot.PAST)) {
                wrong.add(letter.to() + " was written to about the past");
            }
        }
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        arrived.forEach(
                it -> ids.computeIfAbsent(whatIsRead(it), _ -> new HashSet<>()).add(it.id()));
        ids.values().removeIf(of -> of.size() == 1);
        ids.keySet().forEach(what -> wrong.add("came more than once: " + what));
        return wrong;
    }

    private boolean isWritten(String to, String subject) {
        return arrived.stream().anyMatch(letter -> isTo(letter, to, subject));
    }

    /** Staff hear of many cases, customers of one: there a subject comes once. */
    private static String whatIsRead(Letter letter) {
        String what = letter.to() + ", " + letter.subject();
        return letter.to().endsWith("@staff.example") ? what + "\n" + letter.text() : what;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

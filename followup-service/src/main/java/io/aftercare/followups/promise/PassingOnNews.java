package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a customer heard of a case is news of those that were merged into it, too, if the customer
 * is the same: what was only to let them hear is kept by that. By timers, which hold those cases.
 */
@Component
class PassingOnNews implements TimerHandler {

    private static final String KIND = "promise-news";

    private final Cases cases;
    private final Promises promises;
    private final ChangingPromises changing;
    private final Timers timers;
    private final Clock clock;

    PassingOnNews(
            Cases cases, Promises promises, ChangingPromises changing, Timers timers, Clock clock) {
        this.cases = cases;
        this.promises = promises;
        this.changing = changing;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * @param caseId the case that it was about, which this transaction holds
     * @param call true if somebody spoke with the customer, false if they got a message
     * @param reportedAt when that was first written down anywhere
     * @param about the promise it was about, null if it was about none
     */
    record News(UUID caseId, boolean call, Instant at, Instant reportedAt, @Nullable UUID about) {

        /** Without a space, so that it can stand beside a case. */
        private String text() {
            return "%s|%s|%s|%s|%s"
                    .formatted(caseId, call, at, reportedAt, about == null ? "" : about);
        }

        static News of(Call call) {
            return new News(
                    call.caseId(),
                    true,
                    call.at(),
                    call.reportedAt(),
                    call.told().stream().findAny().orElse(null));
        }

        private static News of(String text) {
            String[] parts = text.split("\\|", 5);
            return new News(
                    UUID.fromString(parts[0]),
                    Boolean.parseBoolean(parts[1]),
                    Instant.parse(parts[2]),
                    Instant.parse(parts[3]),
                    parts[4].isEmpty() ? null : UUID.fromString(parts[4]));
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void passOn(Collection<News> news) {
        if (news.isEmpty()) {
            return;
        }
        Map<UUID, Set<UUID>> merged =
                cases.mergedInto(news.stream().map(News::caseId).distinct().toList());
        for (News each : news) {
            merged.getOrDefault(each.caseId(), Set.of()).forEach(caseId -> set(caseId, each));
        }
    }

    private void set(UUID merged, News news) {
        timers.set(
                Timer.at(
                        clock.instant(),
                        KIND,
                        merged + " " + news.text(),
                        Keys.ofCase(news.caseId())));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return due.stream().map(it -> Keys.ofCase(merged(it))).distinct().toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<UUID, List<Promise>> made =
                promises.ofCases(due.stream().map(PassingOnNews::merged).distinct().toList());
        Map<UUID, KnownCase> about =
                cases.load(due.stream().map(it -> news(it).caseId()).distinct().toList());
        for (DueTimer timer : due) {
            News news = news(timer);
            KnownCase of = about.get(news.caseId());
            String customer = of == null ? null : of.personId();
            made.getOrDefault(merged(timer), List.of()).stream()
                    .filter(it -> Objects.equals(it.terms().personId(), customer))
                    .forEach(it -> hear(it, news));
        }
        promises.save(made.values().stream().flatMap(List::stream).toList(), now);
    }

    private void hear(Promise promise, News news) {
        if (news.call) {
            changing.call(promise, call(promise.terms().caseId(), news));
        } else {
            changing.hear(promise, new Heard(news.caseId, news.at, news.reportedAt, news.about));
        }
    }

    private static Call call(UUID caseId, News news) {
        return new Call(
                Ids.of("news", caseId, news.text()),
                caseId,
                news.at,
                news.reportedAt,
                Call.Outcome.REACHED,
                null,
                news.about == null ? Set.of() : Set.of(news.about));
    }

    private static UUID merged(DueTimer timer) {
        return UUID.fromString(timer.subject().split(" ", 2)[0]);
    }

    private static News news(DueTimer timer) {
        return News.of(timer.subject().split(" ", 2)[1]);
    }
}

package io.aftercare.messaging.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.inbox.DeadLetters;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What must hold of every service once it is put together. In a service: {@code @ServiceTest class
 * WiringTest extends WiringRules {}}.
 */
public abstract class WiringRules {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired private List<Listener<?>> listeners;
    @Autowired private ObjectProvider<TimerHandler> handlers;
    @Autowired private Subscriptions subscriptions;
    @Autowired private Admin admin;
    @Autowired private JdbcClient sql;
    @Autowired private Rest rest;

    @Value("${spring.application.name}")
    private String service;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everySubscriptionIsLive() throws Exception {
        assertThat(listeners).isNotEmpty();
        Map<String, Integer> whole = partitions();
        await("every partition is assigned")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(subscriptions.assigned()).isEqualTo(whole));
        assertThat(subscriptions.troubles()).isEmpty();
    }

    /** What nobody reads needs no dead-letter topic, and what somebody reads is in the contract. */
    @Test
    void listensToTheTopicsThatTheContractSaysItReads() {
        assertThat(listeners.stream().map(Listener::topic))
                .containsExactlyInAnyOrderElementsOf(topicsToRead());
    }

    /** The topics this service reads; those of the contract, unless a test has its own. */
    protected Collection<String> topicsToRead() {
        return Topics.readBy(service);
    }

    @Test
    void everySubscriptionHasItsDeadLetterTopic() throws Exception {
        assertThat(admin.listTopics().names().get())
                .containsAll(
                        listeners.stream()
                                .map(it -> DeadLetters.topic(it.topic(), service))
                                .toList());
    }

    @Test
    void everyTimerKindHasAHandler() {
        assertThat(handlers.stream().map(TimerHandler::kind)).doesNotHaveDuplicates();
        // the database of a ServiceTest refuses any other kind, whichever test sets it
        assertThat(
                        sql.sql(
                                        """
                                        SELECT count(*) FROM pg_constraint
                                         WHERE conname = 'every_timer_kind_has_a_handler'""")
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void becomesReady() {
        await("it is ready")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> rest.anybody().get().uri("/readyz").exchange().expectStatus().isOk());
        rest.anybody().get().uri("/livez").exchange().expectStatus().isOk();
    }

    @Test
    void everyEndpointSaysWhoMayUseIt() {
        mappings.getHandlerMethods()
                .forEach(
                        (info, method) ->
                                assertThat(
                                                isOpenPage(info)
                                                        || isDescription(info)
                                                        || namesARole(method))
                                        .as("%s %s needs @PreAuthorize", info, method)
                                        .isTrue());
    }

    @Test
    void everyEndpointStandsOnThePageAboutRestWithItsRoles() throws IOException {
        assertThat(RestPage.requests(service))
                .containsExactlyInAnyOrderElementsOf(
                        mappings.getHandlerMethods().entrySet().stream()
                                .filter(it -> !isOpenPage(it.getKey()))
                                .filter(it -> !isDescription(it.getKey()))
                                .flatMap(it -> RestPage.requests(it.getKey(), it.getValue()))
                                .distinct()
                                .toList());
    }

    private static boolean isOpenPage(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .allMatch(path -> path.startsWith("/s/") || path.equals("/error"));
    }

    /** What describes the endpoints is not ours; it is for all roles, as what says no role is. */
    private static boolean isDescription(RequestMappingInfo info) {
        return info.getPatternValues().stream().allMatch(path -> path.startsWith("/v3/api-docs"));
    }

    private static boolean namesARole(HandlerMethod method) {
        return method.hasMethodAnnotation(PreAuthorize.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), PreAuthorize.class);
    }

    private Map<String, Integer> partitions() throws ExecutionException, InterruptedException {
        Set<String> topics =
                Set.copyOf(listeners.stream().map(Listener::topic).distinct().toList());
        Map<String, Integer> partitions = new TreeMap<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((topic, it) -> partitions.put(topic, it.partitions().size()));
        return partitions;
    }
}

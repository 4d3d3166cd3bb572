package io.aftercare.cases.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.intake.CaseKind;
import io.aftercare.intake.Handling;
import io.aftercare.intake.Opened;
import io.aftercare.intake.Priority;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

@ServiceTest
class ListTest {

    @Autowired Publishing publishing;
    @Autowired Quiet quiet;
    @Autowired Rest rest;
    @Autowired MovableClock clock;

    private final String owner = "owner-" + UUID.randomUUID();
    private final List<String> opened = new ArrayList<>();

    /** Five cases; two of them at the same millisecond. */
    @BeforeEach
    void open() {
        for (int i = 0; i < 5; i++) {
            opened.add(open(i == 3 ? 2 : i, "=1+2").caseId().toString());
        }
        quiet.await();
    }

    record Line(String caseId, String owner) {}

    record Page(List<Line> cases, boolean more, @Nullable String cursor) {}

    @ParameterizedTest
    @ValueSource(strings = {"openedAt", "-openedAt"})
    void pagesFollowOneAnotherWithoutAGapAlsoWhereCasesWereOpenedAtOnce(String sort) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page page = page("owner=%s&sort=%s&limit=1".formatted(owner, sort), cursor);
            page.cases().forEach(line -> seen.add(line.caseId()));
            assertThat(page.more()).isEqualTo(page.cursor() != null);
            cursor = page.cursor();
        } while (cursor != null);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(opened);
        String first = sort.startsWith("-") ? opened.getLast() : opened.getFirst();
        assertThat(seen.getFirst()).isEqualTo(first);
    }

    @Test
    void filtersGoTogether() {
        assertThat(page("owner=" + owner + "&state=OPEN&team=support&cause=%3D1%2B2", null).cases())
                .hasSize(5);
        assertThat(page("owner=" + owner + "&state=CLOSED", null).cases()).isEmpty();
        assertThat(page("owner=" + owner + "&product=tv", null).cases()).isEmpty();
        assertThat(page("owner=" + owner + "&team=sales", null).cases()).isEmpty();
    }

    @Test
    void aSheetHoldsNothingThatASpreadsheetWouldCompute() {
        String sheet = sheet("/cases?limit=2&owner=" + owner);

        assertThat(sheet.lines()).hasSize(3);
        assertThat(sheet).startsWith("caseId,source,").contains(",'=1+2,").contains("\r\n");
        assertThat(sheet).doesNotContain("a subject");
    }

    @Test
    void aSheetThatGoesOnSaysWhere() {
        String link =
                Objects.requireNonNull(
                        rest.agent()
                                .get()
                                .uri("/cases?limit=2&cause={cause}&owner={owner}", "=1+2", owner)
                                .accept(MediaType.valueOf("text/csv"))
                                .exchange()
                                .expectBody(String.class)
                                .returnResult()
                                .getResponseHeaders()
                                .getFirst("Link"));

        assertThat(link).startsWith("<http").endsWith("rel=\"next\"").contains("cursor=");
        String next = link.substring(1, link.indexOf('>'));
        String rows =
                Objects.requireNonNull(
                        rest.agent()
                                .get()
                                .uri(java.net.URI.create(next))
                                .accept(MediaType.valueOf("text/csv"))
                                .exchange()
                                .expectBody(String.class)
                                .returnResult()
                                .getResponseBody());
        assertThat(rows.lines()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=name",
                "state=GONE",
                "owner=two%20words",
                "cause=%20",
                "cause=a%0Ab",
                "cursor=%%%",
                "cursor=bm90aGluZw",
                "cursor=T0xERVNUfDk5OTk5OTk5OS0wMS0wMVQwMDowMDowMFp8eA",
                "limit=0",
                "limit=501"
            })
    void whatIsWrongIsNamed(String query) {
        rest.agent()
                .get()
                .uri(java.net.URI.create(rest.address() + "/cases?" + query.replace("%%%", "%25")))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/json", "text/html,application/json;q=0.9,*/*;q=0.8"})
    void whoDoesNotAskForASheetGetsJson(String accept) {
        rest.agent()
                .get()
                .uri("/cases?limit=1&owner={owner}", owner)
                .header("Accept", accept)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON);
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        String cursor = page("owner=" + owner + "&limit=1", null).cursor();

        rest.agent()
                .get()
                .uri("/cases?sort=-openedAt&cursor={cursor}", cursor)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private Page page(String query, @Nullable String cursor) {
        String uri =
                rest.address() + "/cases?" + query + (cursor == null ? "" : "&cursor=" + cursor);
        return Objects.requireNonNull(
                rest.agent()
                        .get()
                        .uri(java.net.URI.create(uri))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(Page.class)
                        .returnResult()
                        .getResponseBody());
    }

    private String sheet(String uri) {
        return Objects.requireNonNull(
                rest.agent()
                        .get()
                        .uri(uri)
                        .accept(MediaType.valueOf("text/csv"))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }

    private SourceCase open(int seconds, String cause) {
        SourceCase one = SourceCase.aNewOne();
        publishing.send(
                Topics.CASE_INTAKE,
                one.id(),
                one.report(
                        "1",
                        clock.instant().minusSeconds(100 - seconds),
                        new Opened(
                                "p1",
                                CaseKind.FAULT,
                                cause,
                                "fibre",
                                Priority.NORMAL,
                                owner,
                                "support",
                                "a subject",
                                null,
                                Handling.NORMAL,
                                false)));
        return one;
    }
}

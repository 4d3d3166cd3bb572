package io.aftercare.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.contacts.Contact;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageAbandoned;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageSuppressed;
import io.aftercare.events.notifications.MessageTakenBack;
import io.aftercare.events.notifications.NotSentReason;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.TakenBackTooLate;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.messaging.web.SignedLinks;
import io.aftercare.notifications.Correspondence.Case;
import io.aftercare.notifications.Correspondence.Cases;
import io.aftercare.notifications.NotificationTest;
import io.aftercare.notifications.channel.TroubledSmtp;
import io.aftercare.notifications.channel.TroubledSmtp.Trouble;
import io.aftercare.requests.Handling;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.PromiseKind;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.RevisionReason;
import io.aftercare.schemas.Topics;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@NotificationTest
@ExtendWith(OutputCaptureExtension.class)
class DeliveringMessagesTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    @Autowired private Cases cases;
    @Autowired private TroubledSmtp server;
    @Autowired private FireTimers fire;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private Publishing publishing;
    @Autowired private SentEvents events;
    @Autowired private SignedLinks links;
    @Autowired private Clock clock;
    @Autowired private Transactions transactions;
    @Autowired private Messages messages;
    @Autowired private Timers timers;

    private Case about;

    @BeforeEach
    void begin() {
        about = cases.begin();
    }

    @AfterEach
    void endOfTrouble() {
        server.meets(Trouble.NONE);
    }

    @Test
    void deliversAMailWithItsLinkAndSaysSoWithoutAnAddress() {
        about.customerIsKnown();
        about.ask(Purpose.SURVEY);

        assertThat(about.facts(1)).containsExactly(delivered(Purpose.SURVEY));
        assertThat(about.mails())
                .singleElement()
                .asString()
                .contains("To: Kari " + about.person() + " <" + about.address() + ">")
                .contains(links.path("survey", about.id(), 1).substring(0, 40));
        assertThat(bytesOfFacts()).allMatch(bytes -> !bytes.contains("@"));
        rest.agent()
                .get()
                .uri("/messages/" + about.key(Purpose.SURVEY))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(
                        body ->
                                assertThat(body)
                                        .contains("\"state\":\"DELIVERED\"", "\"tries\":1")
                                        .doesNotContain("@"));
    }

    @Test
    void ofTheCasesHandlingAndThePersonsTheStricterCounts() {
        about.customerIsKnown();
        about.ask(
                Purpose.SURVEY,
                about.recipient(),
                about.askedFrom(Duration.ZERO).setHandling(Handling.QUIET));
        about.ask(
                Purpose.SOLVED_CHECK,
                about.recipient(),
                about.askedFrom(Duration.ZERO).setHandling(Handling.QUIET));
        about.ask(
                Purpose.PROMISE_REVISED,
                about.recipient(),
                about.askedFrom(Duration.ZERO).setHandling(Handling.PERSON_ONLY));

        assertThat(about.facts(3))
                .containsExactlyInAnyOrder(
                        suppressed(Purpose.SURVEY, NotSentReason.HANDLING),
                        delivered(Purpose.SOLVED_CHECK),
                        suppressed(Purpose.PROMISE_REVISED, NotSentReason.HANDLING));
        assertThat(about.mails()).hasSize(1);
    }

    @Test
    void aCaseThatOnlyPeopleMaySpeakOfHoldsBackWhatWaitsForTheMorning() {
        about.knows(about.recipient(), about.contact(1, 2));
        about.ask(Purpose.SOLVED_CHECK);
        about.ask(Purpose.SURVEY);
        quiet.await();
        about.handle(Handling.PERSON_ONLY, 7);
        about.handle(Handling.NORMAL, 6);
        quiet.await();

        fire.at(Objects.requireNonNull(stored(Purpose.SURVEY).nextAt()));

        assertThat(about.facts(2))
                .containsExactlyInAnyOrder(
                        suppressed(Purpose.SOLVED_CHECK, NotSentReason.HANDLING),
                        suppressed(Purpose.SURVEY, NotSentReason.HANDLING));
        assertThat(about.mails()).isEmpty();
    }

    @Test
    void whatAMachineMaySayAgainIsSaidInTheMorning() {
        about.knows(about.recipient(), about.contact(1, 2));
        about.ask(Purpose.SOLVED_CHECK);
        quiet.await();
        about.handle(Handling.PERSON_ONLY, 7);
        about.handle(Handling.QUIET, 8);
        quiet.await();

        fire.at(Objects.requireNonNull(stored(Purpose.SOLVED_CHECK).nextAt()));

        assertThat(about.facts(1)).containsExactly(delivered(Purpose.SOLVED_CHECK));
    }

    @Test
    void sendsOnceHoweverOftenItIsAsked() {
        about.customerIsKnown();
        NotificationRequest request = about.ask(Purpose.SOLVED_CHECK);
        about.facts(1);

        about.send(request);
        about.ask(Purpose.SOLVED_CHECK);
        quiet.await();
        fire.due();

        assertThat(about.facts()).containsExactly(delivered(Purpose.SOLVED_CHECK));
        assertThat(about.mails()).hasSize(1);
    }

    @Test
    void sendsNothingThatWasTakenBackInTime() {
        about.customerIsKnown();
        about.ask(Purpose.SURVEY, about.recipient(), about.askedFrom(Duration.ofHours(1)));
        about.takeBack(Purpose.SURVEY);
        about.takeBack(Purpose.SURVEY);
        quiet.await();

        fire.after(Duration.ofHours(2));
        quiet.await();

        assertThat(about.facts()).containsExactly(takenBack(Purpose.SURVEY));
        assertThat(about.mails()).isEmpty();
    }

    @Test
    void obeysATakeBackThatCameBeforeItsRequest() {
        about.customerIsKnown();
        about.takeBack(Purpose.SURVEY);
        quiet.await();
        assertThat(fire.pending()).anyMatch(it -> it.subject().equals(about.key(Purpose.SURVEY)));

        about.ask(Purpose.SURVEY);

        assertThat(about.facts(1)).containsExactly(takenBack(Purpose.SURVEY));
        assertThat(fire.pending()).noneMatch(it -> it.subject().equals(about.key(Purpose.SURVEY)));
        assertThat(about.mails()).isEmpty();
    }

    @Test
    void reportsOnceThatATakeBackCameTooLate() {
        about.customerIsKnown();
        about.ask(Purpose.SURVEY);
        about.facts(1);
        about.takeBack(Purpose.SURVEY);
        about.takeBack(Purpose.SURVEY);
        quiet.await();

        assertThat(about.facts()).containsExactly(delivered(Purpose.SURVEY), tooLate());
    }

    @Test
    void waitsForSomebodyNobodyKnowsYet() {
        about.ask(Purpose.SURVEY);
        quiet.await();
        fire.due();
        assertThat(about.facts()).isEmpty();

        about.customerIsKnown();

        assertThat(about.facts(1)).containsExactly(delivered(Purpose.SURVEY));
    }

    @Test
    void saysInTheEndThatNobodyKnewThem() {
        about.ask(Purpose.SURVEY);
        quiet.await();

        fire.after(Duration.ofHours(25));

        assertThat(about.facts(1))
                .containsExactly(suppressed(Purpose.SURVEY, NotSentReason.NO_CONTACT));
    }

    @Test
    void sendsNothingAfterItsTime() {
        about.customerIsKnown();
        quiet.await();
        about.ask(Purpose.SURVEY, about.recipient(), about.askedFrom(Duration.ofDays(-2)));

        assertThat(about.facts(1))
                .containsExactly(suppressed(Purpose.SURVEY, NotSentReason.TOO_LATE));
    }

    @Test
    void suppressesAtOnceWhatWaitsForSomebodyErased() {
        about.customerIsKnown();
        about.ask(Purpose.SURVEY, about.recipient(), about.askedFrom(Duration.ofHours(5)));
        quiet.await();

        about.erase(about.recipient());

        assertThat(about.facts(1))
                .containsExactly(suppressed(Purpose.SURVEY, NotSentReason.ERASED));
    }

    @Test
    void keepsQuietAtNightExceptAboutAPromiseAlreadyOverdue() {
        about.knows(about.recipient(), about.contact(1, 2));
        about.ask(Purpose.SURVEY);
        about.ask(Purpose.PROMISE_BROKEN_CUSTOMER);

        assertThat(about.facts(1)).containsExactly(delivered(Purpose.PROMISE_BROKEN_CUSTOMER));
        quiet.await();
        Message waiting = stored(Purpose.SURVEY);
        assertThat(waiting.progress().state()).isEqualTo(Message.State.WAITING);
        assertThat(waiting.nextAt())
                .isBetween(
                        clock.instant().plus(Duration.ofHours(5)),
                        clock.instant().plus(Duration.ofHours(6)));

        fire.at(Objects.requireNonNull(waiting.nextAt()));
        assertThat(about.facts(2)).contains(delivered(Purpose.SURVEY));
    }

    @Test
    void refusesARequestThatMakesNoSenseOnceAndGoesOn() {
        about.customerIsKnown();
        NotificationRequest bad =
                about.ask(
                        Purpose.SURVEY,
                        about.recipient(),
                        about.askedFrom(Duration.ZERO)
                                .setNotAfter(Instant.ofEpochMilli(Long.MAX_VALUE)));
        about.send(bad);
        about.ask(Purpose.UNKNOWN);
        about.ask(Purpose.SOLVED_CHECK);

        assertThat(about.facts(3))
                .containsExactlyInAnyOrder(
                        suppressed(Purpose.SURVEY, NotSentReason.BAD_REQUEST),
                        suppressed(Purpose.UNKNOWN, NotSentReason.BAD_REQUEST),
                        delivered(Purpose.SOLVED_CHECK));
        quiet.await();
        assertThat(about.facts()).hasSize(3);
        rest.operator()
                .get()
                .uri("/cases/" + about.id() + "/messages")
                .exchange()
                .expectBody()
                .jsonPath("$.refused.length()")
                .isEqualTo(2)
                .jsonPath("$.messages.length()")
                .isEqualTo(1);
    }

    @Test
    void saysOfAMalformedRequestNothingThatItSays() {
        NotificationRequest bad = about.ask(Purpose.SURVEY);
        quiet.await();
        bad.setEventId(UUID.randomUUID());
        bad.setMessageKey("key\0 of kari@example.org");
        bad.setRecipient("kari@example.org");
        bad.setPersonId("Kari Nordmann");
        publishing.send(Topics.NOTIFICATION_REQUESTS, "kari@example.org", bad);

        assertThat(about.facts(1))
                .containsExactly(
                        new MessageSuppressed(
                                "malformed",
                                purpose(Purpose.SURVEY),
                                "malformed",
                                NotSentReason.BAD_REQUEST));
        assertThat(bytesOfFacts()).noneMatch(bytes -> bytes.contains("ari"));
    }

    @Test
    void writesToTheCustomerThoughTheOwnerCannotExist() {
        about.customerIsKnown();
        about.ask(
                Purpose.SOLVED_CHECK,
                about.recipient(),
                about.askedFrom(Duration.ZERO).setOwner("Kari Nordmann"));

        assertThat(about.facts(1)).containsExactly(delivered(Purpose.SOLVED_CHECK));
        assertThat(about.mails())
                .singleElement()
                .asString()
                .doesNotContain("takes care of your case");
    }

    @Test
    void recordsTakeBacksThatMakeNoSense() {
        about.customerIsKnown();
        about.ask(Purpose.SURVEY, about.recipient(), about.askedFrom(Duration.ofHours(5)));
        quiet.await();
        about.takeBack(Purpose.SURVEY, about.staff());
        about.takeBack(Purpose.SOLVED_CHECK, "kari@example.org");
        quiet.await();

        assertThat(about.facts()).isEmpty();
        assertThat(stored(Purpose.SURVEY).progress().state()).isEqualTo(Message.State.WAITING);
        rest.operator()
                .get()
                .uri("/cases/" + about.id() + "/messages")
                .exchange()
                .expectBody()
                .jsonPath("$.refused[*].rule")
                .value(
                        rules ->
                                assertThat((List<?>) rules)
                                        .extracting(Object::toString)
                                        .containsExactlyInAnyOrder(
                                                "recipient and caseId must be those of the message",
                                                "messageKey and recipient must be those of a"
                                                        + " message"));
    }

    /** As survey-service picks its moments: else what it picks would not be allowed here. */
    @Test
    void takesSomebodyOfNoKnownCountryAndZoneToBeWhereTheCompanyIs() {
        ZonedDateTime here = clock.instant().atZone(ZoneId.of("Europe/Oslo"));
        ZonedDateTime morning = here.toLocalDate().plusDays(1).atTime(8, 0).atZone(here.getZone());
        fire.at(morning.toInstant());
        about.knows(
                about.recipient(),
                Contact.newBuilder().setVersion(1).setName("Kari").setEmail(about.address()));
        about.ask(Purpose.SURVEY);
        about.ask(Purpose.PROMISE_BROKEN_CUSTOMER);

        assertThat(about.facts(2))
                .containsExactlyInAnyOrder(
                        delivered(Purpose.SURVEY), delivered(Purpose.PROMISE_BROKEN_CUSTOMER));
        assertThat(about.mails()).anyMatch(mail -> mail.contains("at 08:00 (Europe/Oslo)"));
    }

    @Test
    void doesNotWriteToSomebodyWhoListsOnlyChannelsWeDoNotHave() {
        about.knows(
                about.recipient(),
                about.contact(1, 12)
                        .setChannels(List.of(io.aftercare.contacts.ChannelKind.UNKNOWN)));
        about.ask(Purpose.SURVEY);

        assertThat(about.facts(1))
                .containsExactly(suppressed(Purpose.SURVEY, NotSentReason.NO_ADDRESS));
    }

    @Test
    void knowsNoMessageOfAnImpossibleKey() {
        rest.agent()
                .get()
                .uri("/messages/{key}", "a\0b")
                .exchange()
                .expectStatus()
                .is4xxClientError();
        rest.agent().get().uri("/messages/{key}", "a b").exchange().expectStatus().isNotFound();
    }

    @Test
    void tellsStaffWhatTheirOwnSystemCallsTheCase() {
        about.knows(about.staff(), about.contact(1, 12));
        about.ask(
                Purpose.PROMISE_AT_RISK,
                about.staff(),
                about.askedFrom(Duration.ZERO).setCaseReference("crm A-17"));

        about.facts(1);
        assertThat(about.mails())
                .singleElement()
                .asString()
                .contains("In its source: crm A-17", "Case " + about.id());
    }

    @Test
    void tellsACustomerInTheirLanguageWhyADateMoved() throws Exception {
        about.knows(about.recipient(), about.contact(1, 12).setName("Ελένη").setLanguage("el-GR"));
        about.ask(
                Purpose.PROMISE_REVISED,
                about.recipient(),
                about.askedFrom(Duration.ZERO)
                        .setDue(Instant.parse("2026-06-02T09:30:00Z"))
                        .setRevisionReason(RevisionReason.SUPPLIER_LATE)
                        .setPromiseKind(PromiseKind.DELIVERY)
                        .setNote("Το πλοίο από τον Πειραιά άργησε {due} <b>"));

        about.facts(1);
        assertThat(about.mails()).singleElement().asString().isASCII();
        MimeMessage mail = mail();
        assertThat(mail.getHeader("Subject")[0]).startsWith("=?UTF-8?");
        assertThat(mail.getSubject()).isEqualTo("Νέα ημερομηνία για όσα σας υποσχεθήκαμε");
        assertThat(mail.getHeader("To")[0]).startsWith("=?UTF-8?");
        assertThat(new ContentType(mail.getContentType()))
                .satisfies(type -> assertThat(type.getBaseType()).isEqualTo("text/plain"))
                .satisfies(type -> assertThat(type.getParameter("charset")).isEqualTo("UTF-8"));
        assertThat((String) mail.getContent())
                .contains(
                        "Αγαπητέ/-ή Ελένη,",
                        "Τρίτη 2 Ιουνίου 2026, ώρα ",
                        "Τι υποσχεθήκαμε: παράδοση",
                        "Ένας από τους προμηθευτές μας έχει καθυστερήσει.",
                        "Το πλοίο από τον Πειραιά άργησε {due} <b>")
                .doesNotContain("{why}", "{note}", "null");
        assertThat(String.join("", bytesOfFacts())).doesNotContain("Πειραιά", "SUPPLIER_LATE");
        assertThat(stored(Purpose.PROMISE_REVISED).request().note())
                .as("nothing is kept of what was sent")
                .isNull();
    }

    @Test
    void keepsANoteForSomebodyErasedNoLongerThanItsMessage() {
        about.customerIsKnown();
        about.ask(
                Purpose.PROMISE_REVISED,
                about.recipient(),
                about.askedFrom(Duration.ofHours(5)).setNote("as we said"));
        quiet.await();
        assertThat(stored(Purpose.PROMISE_REVISED).request().note()).isEqualTo("as we said");

        about.erase(about.recipient());

        about.facts(1);
        assertThat(stored(Purpose.PROMISE_REVISED).request().note()).isNull();
    }

    private MimeMessage mail() throws MessagingException {
        byte[] bytes = about.mails().getFirst().getBytes(StandardCharsets.ISO_8859_1);
        return new MimeMessage((Session) null, new ByteArrayInputStream(bytes));
    }

    @Test
    void knowsNoCaseOfWhichNothingWasToBeSaid() {
        rest.agent()
                .get()
                .uri("/cases/{id}/messages", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("caseId must be known");
    }

    @Test
    void saysThatATakeBackCameTooLateIfTheYesWasLost() {
        server.meets(Trouble.CUT_AFTER_DATA);
        about.customerIsKnown();
        about.ask(Purpose.SURVEY);
        await().until(() -> isWaitingAfter(1));

        about.takeBack(Purpose.SURVEY);

        assertThat(about.facts(1)).containsExactly(tooLate());
        server.meets(Trouble.NONE);
        fire.after(Duration.ofHours(2));
        assertThat(about.facts()).hasSize(1);
    }

    @Test
    void triesAgainAfterTroubleThatPasses() {
        server.meets(Trouble.RECIPIENT_LATER);
        about.customerIsKnown();
        about.ask(Purpose.SURVEY);
        await().until(() -> isWaitingAfter(1));

        server.meets(Trouble.NONE);
        fire.after(Duration.ofMinutes(1));

        assertThat(about.facts(1)).containsExactly(delivered(Purpose.SURVEY));
        assertThat(stored(Purpose.SURVEY).progress().tries()).isEqualTo(2);
    }

    @Test
    void repeatsAMailWithTheSameIdIfTheYesWasLost() {
        server.meets(Trouble.CUT_AFTER_DATA);
        about.customerIsKnown();
        about.ask(Purpose.SURVEY);
        await().until(() -> isWaitingAfter(1));

        server.meets(Trouble.NONE);
        fire.after(Duration.ofMinutes(1));
        about.facts(1);

        assertThat(about.messageIds()).hasSize(2);
        assertThat(about.messageIds().stream().distinct()).hasSize(1);
    }

    @Test
    void givesUpWhatTheProviderRefusesAndKeepsItsWordsOutOfTheLog(CapturedOutput log) {
        server.meets(Trouble.RECIPIENT_REFUSED);
        about.customerIsKnown();
        about.ask(Purpose.SURVEY);

        assertThat(about.facts(1))
                .containsExactly(
                        new MessageAbandoned(
                                about.key(Purpose.SURVEY),
                                purpose(Purpose.SURVEY),
                                about.recipient(),
                                NotSentReason.REJECTED));
        assertThat(log.getAll()).doesNotContain(about.address());
    }

    @Test
    void writesToStaffAboutTheirPromises() {
        about.knows(about.staff(), about.contact(1, 3));
        about.ask(Purpose.PROMISE_AT_RISK, about.staff(), about.askedFrom(Duration.ZERO));

        assertThat(about.facts(1))
                .containsExactly(
                        new MessageDelivered(
                                about.key(Purpose.PROMISE_AT_RISK),
                                purpose(Purpose.PROMISE_AT_RISK),
                                about.staff(),
                                ChannelKind.EMAIL));
        assertThat(about.mails()).singleElement().asString().contains("Owner: Kari");
    }

    @Test
    void sendsWhatADeadReplicaHadClaimedOnceItsLeaseIsOver() {
        about.customerIsKnown();
        about.ask(Purpose.SURVEY, about.recipient(), about.askedFrom(LEASE.dividedBy(2)));
        quiet.await();
        claimAsAReplicaThatDies(Purpose.SURVEY);

        fire.after(LEASE.minusMillis(1));
        assertThat(stored(Purpose.SURVEY).progress().tries()).isEqualTo(1);
        assertThat(about.mails()).isEmpty();

        fire.after(Duration.ofMillis(1));
        assertThat(about.facts(1)).containsExactly(delivered(Purpose.SURVEY));
        assertThat(stored(Purpose.SURVEY).progress().tries()).isEqualTo(2);
        assertThat(about.mails()).hasSize(1);
    }

    @Test
    void sendsNothingMoreOfADeadReplicaOnceItIsTakenBack() {
        about.customerIsKnown();
        about.ask(Purpose.SURVEY, about.recipient(), about.askedFrom(LEASE.dividedBy(2)));
        quiet.await();
        claimAsAReplicaThatDies(Purpose.SURVEY);
        about.takeBack(Purpose.SURVEY);
        quiet.await();

        fire.after(LEASE);
        quiet.await();

        assertThat(about.facts()).containsExactly(tooLate());
        assertThat(about.mails()).isEmpty();
        assertThat(stored(Purpose.SURVEY).progress().state()).isEqualTo(Message.State.TAKEN_BACK);
    }

    @Test
    void isEitherTakenBackOrSentWhenBothHappenAtTheSameMoment() throws Exception {
        List<Case> many = Stream.generate(cases::begin).limit(30).toList();
        Duration anHour = Duration.ofHours(1);
        many.forEach(Case::customerIsKnown);
        many.forEach(one -> one.ask(Purpose.SURVEY, one.recipient(), one.askedFrom(anHour)));
        quiet.await();

        Thread takingBack =
                Thread.ofPlatform().start(() -> many.forEach(one -> one.takeBack(Purpose.SURVEY)));
        fire.after(anHour);
        takingBack.join();
        many.forEach(one -> one.facts(1));
        await().until(() -> many.stream().allMatch(this::isEnded));
        quiet.await();

        for (Case one : many) {
            boolean sent = !one.mails().isEmpty();
            assertThat(one.mails().size()).isLessThanOrEqualTo(1);
            assertThat(one.facts().stream().map(fact -> fact.getClass().getSimpleName()))
                    .containsExactlyInAnyOrderElementsOf(
                            sent
                                    ? List.of("MessageDelivered", "TakenBackTooLate")
                                    : List.of("MessageTakenBack"));
        }
    }

    @Test
    void listensOnWhileTheProviderStalls() {
        List<Case> many = Stream.generate(cases::begin).limit(60).toList();
        server.meets(Trouble.STALL_AFTER_DATA);
        many.forEach(Case::customerIsKnown);
        int before = server.stalled();
        many.forEach(one -> one.ask(Purpose.SOLVED_CHECK));
        await().until(() -> server.stalled() >= before + 2);

        // both connections wait for the server now; contacts and requests are still taken
        about.customerIsKnown();
        quiet.await();
        about.ask(Purpose.SURVEY, about.recipient(), about.askedFrom(Duration.ofDays(-2)));
        assertThat(about.facts(1))
                .containsExactly(suppressed(Purpose.SURVEY, NotSentReason.TOO_LATE));
        assertThat(states(many)).contains(Message.State.CLAIMED, Message.State.WAITING);
        assertThat(states(many)).doesNotContain(Message.State.DELIVERED);
        assertThat(states(many).filter(Message.State.CLAIMED::equals).count())
                .isLessThanOrEqualTo(40);

        server.meets(Trouble.NONE);
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            fire.after(Duration.ofSeconds(30));
                            return states(many).allMatch(Message.State.DELIVERED::equals);
                        });
    }

    private void claimAsAReplicaThatDies(Purpose purpose) {
        Instant now = clock.instant();
        transactions.holding(
                List.of(about.recipient(), "case:" + about.id()),
                () -> {
                    Message message = stored(purpose);
                    Message claimed = Message.asked(fromNow(message.request(), now), now);
                    claimed.due(Messaging.known(), () -> true, retries(), now);
                    messages.save(List.of(claimed));
                    DeliveringMessages.setTimer(timers, claimed);
                    return claimed.lease();
                });
    }

    private static Retries retries() {
        return new Retries(LEASE, 10, LEASE, LEASE, LEASE);
    }

    private static Request fromNow(Request r, Instant now) {
        return new Request(
                r.key(),
                r.recipient(),
                r.caseId(),
                r.personId(),
                r.cycle(),
                io.aftercare.notifications.delivery.Purpose.PROMISE_AT_RISK,
                now,
                r.notAfter(),
                r.link(),
                r.owner(),
                r.due(),
                r.reference(),
                r.contactBy(),
                r.revisionReason(),
                r.note(),
                r.promiseKind(),
                r.trace(),
                r.stance());
    }

    private Message stored(Purpose purpose) {
        String key = about.key(purpose);
        return Objects.requireNonNull(messages.load(List.of(key)).get(key));
    }

    private boolean isWaitingAfter(int tries) {
        Message message =
                messages.load(List.of(about.key(Purpose.SURVEY))).get(about.key(Purpose.SURVEY));
        return message != null
                && message.progress().state() == Message.State.WAITING
                && message.progress().tries() == tries;
    }

    private boolean isEnded(Case one) {
        return messages.load(List.of(one.key(Purpose.SURVEY))).values().stream()
                .allMatch(message -> message.progress().endedAt() != null);
    }

    private Stream<Message.State> states(List<Case> many) {
        return messages
                .load(many.stream().map(one -> one.key(Purpose.SOLVED_CHECK)).toList())
                .values()
                .stream()
                .map(message -> message.progress().state());
    }

    private List<String> bytesOfFacts() {
        return events
                .on(Topics.NOTIFICATION_EVENTS, NotificationEvent.class)
                .of(about.id().toString())
                .stream()
                .map(
                        sent ->
                                new String(
                                        Objects.requireNonNull(sent.bytes()),
                                        StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static io.aftercare.events.notifications.Purpose purpose(Purpose purpose) {
        return io.aftercare.events.notifications.Purpose.valueOf(purpose.name());
    }

    private MessageDelivered delivered(Purpose purpose) {
        return new MessageDelivered(
                about.key(purpose), purpose(purpose), about.recipient(), ChannelKind.EMAIL);
    }

    private MessageSuppressed suppressed(Purpose purpose, NotSentReason reason) {
        return new MessageSuppressed(
                about.key(purpose), purpose(purpose), about.recipient(), reason);
    }

    private MessageTakenBack takenBack(Purpose purpose) {
        return new MessageTakenBack(about.key(purpose), purpose(purpose), about.recipient());
    }

    private TakenBackTooLate tooLate() {
        return new TakenBackTooLate(
                about.key(Purpose.SURVEY), purpose(Purpose.SURVEY), about.recipient());
    }
}

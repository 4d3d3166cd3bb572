package io.aftercare.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.contacts.Contact;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageTakenBack;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.notifications.Correspondence.Case;
import io.aftercare.notifications.Correspondence.Cases;
import io.aftercare.notifications.NotificationTest;
import io.aftercare.notifications.channel.TroubledSmtp;
import io.aftercare.notifications.channel.TroubledSmtp.Trouble;
import io.aftercare.requests.Purpose;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One member of staff answers for many promises that break at the same time. */
@NotificationTest
class BundlingMessagesTest {

    private static final Duration WHILE = Duration.ofMinutes(15);
    private static final Duration MS = Duration.ofMillis(1);
    private static final Purpose BROKEN = Purpose.PROMISE_BROKEN_STAFF;
    private static final int LETTERS = 5;

    @Autowired private Cases cases;
    @Autowired private TroubledSmtp server;
    @Autowired private FireTimers fire;
    @Autowired private Quiet quiet;
    @Autowired private Publishing publishing;
    @Autowired private Messages messages;

    private final String name = "kari-" + UUID.randomUUID();
    private final String kari = "staff:" + name;

    @BeforeEach
    void isKnown() {
        publishing.send(
                Topics.CONTACTS,
                kari,
                Contact.newBuilder()
                        .setVersion(1)
                        .setName("Kari")
                        .setEmail(name + "@example.org")
                        .build());
        quiet.await();
    }

    @AfterEach
    void endOfTrouble() {
        server.meets(Trouble.NONE);
    }

    @Test
    void aHundredBrokenPromisesAreAFewLettersThatListThemAll() {
        List<Case> hundred = broken(100);
        quiet.await();
        fire.due();
        await().until(() -> messagesOf(hundred).noneMatch(this::isClaimed));
        assertThat(mails()).hasSizeLessThanOrEqualTo(LETTERS);
        fire.after(WHILE);

        hundred.forEach(one -> assertThat(one.facts(1)).containsExactly(delivered(one)));
        assertThat(mails()).hasSizeLessThanOrEqualTo(LETTERS + 1);
        assertThat(hundred).allSatisfy(one -> assertThat(mailsThatName(one)).hasSize(1));
        assertThat(messagesOf(hundred)).allMatch(it -> it.progress().endedAt() != null);
    }

    @Test
    void afterFiveLettersTheRestWaitsAndGoesInOneWithoutWhatWasTakenBack() {
        for (Case one : broken(LETTERS)) {
            one.facts(1);
        }
        assertThat(mails()).hasSize(LETTERS);

        List<Case> rest = broken(4);
        quiet.await();
        fire.due();
        Case unwanted = rest.getLast();
        unwanted.takeBack(BROKEN, kari);
        quiet.await();
        fire.after(WHILE.minus(MS));
        assertThat(mails()).hasSize(LETTERS);

        fire.after(MS);
        List<Case> wanted = rest.subList(0, 3);
        wanted.forEach(one -> assertThat(one.facts(1)).containsExactly(delivered(one)));
        assertThat(unwanted.facts())
                .containsExactly(new MessageTakenBack(unwanted.key(BROKEN), purpose(), kari));
        assertThat(mails()).hasSize(LETTERS + 1);
        assertThat(mails().getLast())
                .contains("Subject: Broken: 3 promises", "To: Kari <" + name + "@example.org>")
                .contains("Reply-To: ")
                .doesNotContain("X-Aftercare-Case", unwanted.id().toString());
        assertThat(mails().getLast().lines().filter(line -> line.startsWith("In its source: ")))
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().map(one -> "In its source: crm " + one.id()).toList());
        // a bundle is one letter, and the others are a while ago
        Case next = broken(1).getFirst();
        assertThat(next.facts(1)).containsExactly(delivered(next));
    }

    @Test
    void whatSomebodyMayHaveGotGoesAgainAsTheSameLetterWithoutWhatWasTakenBack() {
        broken(LETTERS).forEach(one -> one.facts(1));
        List<Case> rest = broken(3);
        quiet.await();
        fire.due();
        server.meets(Trouble.CUT_AFTER_DATA);
        fire.after(WHILE);
        await().until(() -> messagesOf(rest).allMatch(it -> it.progress().maybeSent()));
        rest.getFirst().takeBack(BROKEN, kari);
        quiet.await();

        server.meets(Trouble.NONE);
        fire.after(Duration.ofMinutes(1));
        rest.subList(1, 3).forEach(one -> assertThat(one.facts(1)).containsExactly(delivered(one)));
        List<String> both = mails().subList(LETTERS, mails().size());
        assertThat(both).hasSize(2);
        assertThat(both.stream().map(BundlingMessagesTest::messageId).distinct()).hasSize(1);
        assertThat(both.getFirst()).contains("Broken: 3 promises");
        assertThat(both.getLast())
                .contains("Broken: 2 promises")
                .doesNotContain(rest.getFirst().id().toString());
    }

    @Test
    void whatSomebodyMayHaveGotAloneGoesAgainAlone() {
        server.meets(Trouble.CUT_AFTER_DATA);
        List<Case> one = broken(1);
        await().until(() -> messagesOf(one).anyMatch(it -> it.progress().maybeSent()));
        server.meets(Trouble.NONE);
        Duration aMinute = Duration.ofMinutes(1);
        List<Case> crowd = Stream.generate(cases::begin).limit(LETTERS + 2).toList();
        crowd.forEach(it -> it.ask(BROKEN, kari, it.askedFrom(aMinute)));
        quiet.await();
        fire.after(aMinute);

        one.forEach(it -> assertThat(it.facts(1)).containsExactly(delivered(it)));
        crowd.forEach(it -> assertThat(it.facts(1)).containsExactly(delivered(it)));
        assertThat(one.getFirst().messageIds()).hasSize(2);
        assertThat(one.getFirst().messageIds().stream().distinct()).hasSize(1);
        assertThat(mails()).hasSize(3);
    }

    @Test
    void whatSurelyDidNotGoIsNoLetterAndDoesNotKeepOthersWaiting() {
        server.meets(Trouble.CONTENT_LATER);
        List<Case> some = broken(LETTERS + 3);
        quiet.await();
        fire.due();
        await().until(
                        () ->
                                messagesOf(some)
                                        .allMatch(it -> it.isNew() && it.progress().tries() > 0));
        server.meets(Trouble.NONE);
        int before = mails().size();
        fire.after(Duration.ofMinutes(1));

        some.forEach(one -> assertThat(one.facts(1)).containsExactly(delivered(one)));
        assertThat(mails().size() - before).isBetween(1, LETTERS);
    }

    private List<Case> broken(int many) {
        List<Case> all = Stream.generate(cases::begin).limit(many).toList();
        all.forEach(
                one ->
                        one.ask(
                                BROKEN,
                                kari,
                                one.askedFrom(Duration.ZERO).setCaseReference("crm " + one.id())));
        return all;
    }

    private Stream<Message> messagesOf(List<Case> some) {
        return messages.load(some.stream().map(one -> one.key(BROKEN)).toList()).values().stream();
    }

    private boolean isClaimed(Message message) {
        return message.progress().state() == Message.State.CLAIMED;
    }

    private List<String> mails() {
        return server.taken().stream().filter(mail -> mail.contains(name + "@")).toList();
    }

    private List<String> mailsThatName(Case one) {
        return mails().stream().filter(mail -> mail.contains("crm " + one.id())).toList();
    }

    private static String messageId(String mail) {
        return mail.lines().filter(line -> line.startsWith("Message-ID:")).findAny().orElseThrow();
    }

    private MessageDelivered delivered(Case one) {
        return new MessageDelivered(one.key(BROKEN), purpose(), kari, ChannelKind.EMAIL);
    }

    private static io.aftercare.events.notifications.Purpose purpose() {
        return io.aftercare.events.notifications.Purpose.PROMISE_BROKEN_STAFF;
    }
}

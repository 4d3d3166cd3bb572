package io.aftercare.notifications;

import io.aftercare.contacts.Contact;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.notifications.channel.TroubledSmtp;
import io.aftercare.requests.Ask;
import io.aftercare.requests.CaseHandling;
import io.aftercare.requests.Handling;
import io.aftercare.requests.Link;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import io.aftercare.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The world around the service: who asks, who is written to, what they get. */
@TestConfiguration(proxyBeanMethods = false)
public class Correspondence {

    @Bean
    TroubledSmtp mailServer() throws IOException {
        return new TroubledSmtp();
    }

    @Bean
    DynamicPropertyRegistrar mailServerPort(TroubledSmtp server) {
        return registry -> registry.add("aftercare.smtp.port", server::port);
    }

    @Bean
    Cases cases(Publishing publishing, SentEvents events, MovableClock clock, TroubledSmtp server) {
        return new Cases(publishing, events, clock, server);
    }

    /** Makes cases, each with a customer of its own. */
    public record Cases(
            Publishing publishing, SentEvents events, MovableClock clock, TroubledSmtp server) {

        private static final AtomicInteger PEOPLE = new AtomicInteger();

        public Case begin() {
            return new Case(this, UUID.randomUUID(), "p" + PEOPLE.incrementAndGet());
        }
    }

    /** One case, its customer, and all that is written about it. */
    public record Case(Cases cases, UUID id, String person) {

        public String recipient() {
            return "person:" + person;
        }

        public String staff() {
            return "staff:of-" + person;
        }

        public String address() {
            return person + "@example.org";
        }

        public String key(Purpose purpose) {
            return purpose + ":" + id + ":1";
        }

        /** Somebody whose clock now shows this hour. */
        public Contact.Builder contact(long version, int hour) {
            return Contact.newBuilder()
                    .setVersion(version)
                    .setName("Kari " + person)
                    .setEmail(address())
                    .setCountry("NO")
                    .setZone(zoneWhereItIs(hour));
        }

        public void knows(String key, Contact.Builder contact) {
            cases.publishing.send(Topics.CONTACTS, key, contact.build());
        }

        public void customerIsKnown() {
            knows(recipient(), contact(1, 12));
        }

        public void erase(String key) {
            cases.publishing.tombstone(Topics.CONTACTS, key);
        }

        public NotificationRequest ask(Purpose purpose, String to, Ask.Builder ask) {
            NotificationRequest request =
                    envelope(purpose, to).setBody(ask.setPurpose(purpose).build()).build();
            send(request);
            return request;
        }

        /** An ask to the customer, to be sent now. */
        public NotificationRequest ask(Purpose purpose) {
            return ask(purpose, recipient(), askedFrom(Duration.ZERO));
        }

        public void takeBack(Purpose purpose) {
            takeBack(purpose, recipient());
        }

        public void takeBack(Purpose purpose, String from) {
            send(envelope(purpose, from).setBody(TakeBack.newBuilder().build()).build());
        }

        /** Says what a machine may say about the case from now on. */
        public void handle(Handling handling, long sequence) {
            send(
                    envelope(Purpose.UNKNOWN, recipient())
                            .setMessageKey("HANDLING:" + id)
                            .setBody(new CaseHandling(handling, sequence))
                            .build());
        }

        public void send(NotificationRequest request) {
            cases.publishing.send(Topics.NOTIFICATION_REQUESTS, request.getRecipient(), request);
        }

        public Ask.Builder askedFrom(Duration fromNow) {
            Instant from = cases.clock.instant().plus(fromNow);
            return Ask.newBuilder()
                    .setNotBefore(from)
                    .setNotAfter(from.plus(Duration.ofDays(1)))
                    .setLink(new Link("survey", id, 1))
                    .setOwner("of-" + person)
                    .setDue(from)
                    .setContactBy(from)
                    .setPurpose(Purpose.UNKNOWN);
        }

        private NotificationRequest.Builder envelope(Purpose purpose, String to) {
            return NotificationRequest.newBuilder()
                    .setEventId(UUID.randomUUID())
                    .setMessageKey(key(purpose))
                    .setRecipient(to)
                    .setCaseId(id)
                    .setPersonId(person)
                    .setCycle(1);
        }

        /** The bodies of the facts about this case that are there now. */
        public List<SpecificRecord> facts() {
            return facts(0);
        }

        /** The bodies of the facts about this case, once there are so many. */
        public List<SpecificRecord> facts(int atLeast) {
            String key = id.toString();
            var topic = cases.events.on(Topics.NOTIFICATION_EVENTS, NotificationEvent.class);
            return (atLeast == 0
                            ? topic.of(key)
                            : topic.await(atLeast, sent -> key.equals(sent.key())))
                    .stream().map(sent -> (SpecificRecord) sent.value().getBody()).toList();
        }

        /** What the mail server got about this case. */
        public List<String> mails() {
            return cases.server.taken().stream()
                    .filter(mail -> mail.contains("X-Aftercare-Case: " + id))
                    .toList();
        }

        public List<String> messageIds() {
            return mails().stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("Message-ID:"))
                    .toList();
        }

        private String zoneWhereItIs(int hour) {
            int now = cases.clock.instant().atOffset(ZoneOffset.UTC).getHour();
            int ahead = Math.floorMod(hour - now + 12, 24) - 12;
            return ahead == 0 ? "Etc/UTC" : "Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead);
        }
    }
}

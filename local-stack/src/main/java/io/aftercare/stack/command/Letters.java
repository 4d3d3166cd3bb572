package io.aftercare.stack.command;

import io.aftercare.stack.system.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;

/**
 * Saves each letter that arrives as a file that mail programs open, and says so. In the order of
 * their names the letters are in the order in which they were seen here.
 */
final class Letters {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Mailbox mailbox;
    private final Path directory;
    private final Clock clock;

    /** By identity: a letter that was sent twice was sent twice, and is the same in all it says. */
    private final Set<MimeMessage> collected = Collections.newSetFromMap(new IdentityHashMap<>());

    Letters(Mailbox mailbox, Path directory, Clock clock) {
        this.mailbox = mailbox;
        this.directory = directory;
        this.clock = clock;
    }

    void collect() {
        for (MimeMessage letter : mailbox.letters()) {
            if (collected.add(letter)) {
                save(letter, name(clock.instant(), collected.size()));
            }
        }
    }

    /**
     * @param number of this run; letters of one second have different ones
     */
    static String name(Instant arrived, int number) {
        return "letter-%s-%04d.eml".formatted(SECOND.format(arrived), number);
    }

    private void save(MimeMessage letter, String name) {
        try {
            Files.createDirectories(directory);
            var file = Files.createFile(directory.resolve(name), OWNER_ONLY);
            try (var out = Files.newOutputStream(file)) {
                letter.writeTo(out);
            }
            System.out.printf("a letter: %s (%s)%n", letter.getSubject(), file);
        } catch (MessagingException | IOException e) {
            System.err.println("aftercare: a letter could not be saved: " + e.getMessage());
        }
    }
}

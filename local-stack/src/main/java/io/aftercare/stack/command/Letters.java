package io.aftercare.stack.command;

import io.aftercare.stack.system.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Saves each letter that arrives as a file that mail programs open, and says so. In the order of
 * their names the letters are in the order of their arrival.
 */
final class Letters {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Mailbox mailbox;
    private final Path directory;
    private int collected;

    Letters(Mailbox mailbox, Path directory) {
        this.mailbox = mailbox;
        this.directory = directory;
    }

    void collect() {
        var letters = mailbox.letters();
        for (MimeMessage letter : letters.subList(collected, letters.size())) {
            collected++;
            save(letter, name(Instant.now(), collected));
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

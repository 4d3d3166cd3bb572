package io.aftercare.stack.command;

import io.aftercare.stack.system.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves each letter that arrives as a file that mail programs open, and says so. */
final class Letters {
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
            save(letter);
        }
    }

    private void save(MimeMessage letter) {
        try {
            Files.createDirectories(directory);
            var file = Files.createTempFile(directory, "letter-", ".eml");
            try (var out = Files.newOutputStream(file)) {
                letter.writeTo(out);
            }
            System.out.printf("a letter: %s (%s)%n", letter.getSubject(), file);
        } catch (MessagingException | IOException e) {
            System.err.println("aftercare: a letter could not be saved: " + e.getMessage());
        }
    }
}

package io.aftercare.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * The images of the containers. Their versions are those of the embedded parts, so that both kinds
 * of infrastructure test the same system.
 */
record Images(String broker, String database, String registry) {

    static Images ofThisBuild() {
        var images = new Properties();
        try (InputStream file = Images.class.getResourceAsStream("images.properties")) {
            images.load(Objects.requireNonNull(file, "images.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Images(
                images.getProperty("broker"),
                major(images.getProperty("database")),
                images.getProperty("registry"));
    }

    /** The database's binaries have a third number of their own; its images have none. */
    private static String major(String image) {
        return image.replaceAll("\\..*", "");
    }
}

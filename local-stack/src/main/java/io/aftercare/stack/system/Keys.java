package io.aftercare.stack.system;

import io.aftercare.stack.Secrets;
import io.aftercare.stack.files.Private;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The generated secrets of one system. They are kept with its data: links in messages stay valid
 * over a restart.
 *
 * @param database of the database server's superuser
 * @param link base64 of the key that signs the links in messages
 * @param access one secret per role, by the role's name in lower case
 */
record Keys(String database, String link, Map<String, String> access) {
    private static final List<String> ROLES = List.of("agent", "lead", "operator", "publisher");

    /** Those of the file; new ones are written to it if it does not exist. */
    static Keys in(Path file) {
        if (Files.exists(file)) {
            return new JsonMapper().readValue(file.toFile(), Keys.class);
        }
        var access = new LinkedHashMap<String, String>();
        ROLES.forEach(role -> access.put(role, Secrets.password()));
        var link = Base64.getEncoder().encodeToString(Secrets.bytes(32));
        var made = new Keys(Secrets.password(), link, access);
        Private.write(file, new JsonMapper().writeValueAsString(made));
        return made;
    }
}

package io.aftercare.followups.known;

import io.aftercare.messaging.VersionedTable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/** Who speaks, {@code aftercare.followup.speaks.file}; a faulty table ends the start. */
@ConfigurationProperties("aftercare.followup.speaks")
public final class SpeaksSettings {

    private final Speaks speaks;

    /**
     * @param file where the table is, as {@code file:/etc/aftercare/speaks.txt}
     */
    SpeaksSettings(@DefaultValue("classpath:policy/speaks.txt") Resource file) {
        speaks = Speaks.of(VersionedTable.load(file, "source", "purpose", "speaks"));
    }

    public Speaks speaks() {
        return speaks;
    }
}

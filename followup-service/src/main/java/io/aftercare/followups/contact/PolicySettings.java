package io.aftercare.followups.contact;

import io.aftercare.messaging.VersionedTable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/** The policy table, {@code aftercare.followup.policy.file}; a faulty one ends the start. */
@ConfigurationProperties("aftercare.followup.policy")
final class PolicySettings {

    private final Policy policy;

    /**
     * @param file where the table is, as {@code file:/etc/aftercare/follow-up.txt}
     */
    PolicySettings(@DefaultValue("classpath:policy/follow-up.txt") Resource file) {
        policy = Policy.of(VersionedTable.load(file, "outcome", "kind", "told", "contact"));
    }

    Policy policy() {
        return policy;
    }
}

package io.aftercare.surveys.survey;

import io.aftercare.messaging.VersionedTable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/** The policy table, {@code aftercare.survey.policy.file}; a faulty one ends the start. */
@ConfigurationProperties("aftercare.survey.policy")
final class PolicySettings {

    private final Policy policy;

    /**
     * @param file where the table is, as {@code file:/etc/aftercare/survey.txt}
     */
    PolicySettings(@DefaultValue("classpath:policy/survey.txt") Resource file) {
        policy = Policy.of(VersionedTable.load(file, "outcome", "kind", "survey"));
    }

    Policy policy() {
        return policy;
    }
}

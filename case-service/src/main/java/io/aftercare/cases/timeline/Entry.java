package io.aftercare.cases.timeline;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One line of a case's timeline: one fact of one service.
 *
 * @param topic where the fact was published, which says whose it is
 * @param type the fact's name, unique in its topic
 * @param cycle the resolution it belongs to; 0 before the first
 * @param occurredAt when it happened
 * @param recordedAt when its service recorded it
 * @param codes what the fact says: ids, codes, numbers, times; never free text
 */
public record Entry(
        UUID caseId,
        UUID eventId,
        String topic,
        String type,
        int cycle,
        Instant occurredAt,
        Instant recordedAt,
        Map<String, Object> codes) {}

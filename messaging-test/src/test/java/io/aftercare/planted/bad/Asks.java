package io.aftercare.planted.bad;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;

/** Asks for the time, in every way. */
class Asks {

    Object[] time() {
        return new Object[] {
            Instant.now(), LocalDate.now(Clock.systemUTC()), System.currentTimeMillis(), new Date()
        };
    }
}

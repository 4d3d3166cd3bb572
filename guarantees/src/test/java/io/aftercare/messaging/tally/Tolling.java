package io.aftercare.messaging.tally;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/** A kind of timers whose every try meets trouble that passes, only it never does. */
@Component
class Tolling implements TimerHandler {

    @Override
    public String kind() {
        return "toll";
    }

    @Override
    public void fire(List<DueTimer> due, Instant now) {
        throw new CannotAcquireLockException(
                "no bell", new SQLException("could not serialize", "40001"));
    }
}

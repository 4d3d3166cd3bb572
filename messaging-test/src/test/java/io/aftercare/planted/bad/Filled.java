package io.aftercare.planted.bad;

import org.springframework.beans.factory.annotation.Autowired;

/** Does not say in its constructor what it needs. */
class Filled {

    @Autowired private Door door;

    Door door() {
        return door;
    }
}

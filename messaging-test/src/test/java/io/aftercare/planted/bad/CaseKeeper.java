package io.aftercare.planted.bad;

import io.aftercare.schemas.Topics;

/** Two words of the domain and its schemas. */
class CaseKeeper {

    Object promiseDate() {
        return Topics.names();
    }
}

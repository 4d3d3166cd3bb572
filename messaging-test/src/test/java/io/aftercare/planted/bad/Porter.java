package io.aftercare.planted.bad;

import org.springframework.stereotype.Component;

/** A bean whose name tells no role. */
@Component
class Porter {}

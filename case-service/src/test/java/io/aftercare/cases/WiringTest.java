package io.aftercare.cases;

import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.messaging.test.WiringRules;

@ServiceTest
class WiringTest extends WiringRules {}

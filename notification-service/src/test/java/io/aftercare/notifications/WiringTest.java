package io.aftercare.notifications;

import io.aftercare.messaging.test.WiringRules;

@NotificationTest
class WiringTest extends WiringRules {}

/**
 * What tests of services are written with: {@link io.aftercare.messaging.test.ServiceTest} starts
 * the service on real parts, the other classes here are beans to inject.
 */
@NullMarked
package io.aftercare.messaging.test;

import org.jspecify.annotations.NullMarked;

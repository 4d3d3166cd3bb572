@NullMarked
package io.aftercare.messaging.web;

import org.jspecify.annotations.NullMarked;

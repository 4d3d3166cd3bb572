/**
 * What all HTTP of services has in common: who may enter, how refusals and failures look, and pages
 * whose signed link is the permission.
 */
@NullMarked
package io.aftercare.messaging.web;

import org.jspecify.annotations.NullMarked;

/**
 * Real broker, database server and registry, embedded or as containers, and a database for each
 * service.
 */
@NullMarked
package io.aftercare.stack;

import org.jspecify.annotations.NullMarked;

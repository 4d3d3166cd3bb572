package io.aftercare.planted.bad.unmarked;

import org.jspecify.annotations.NullMarked;

/** Marked itself, but its package is not. */
@NullMarked
class Unmarked {}

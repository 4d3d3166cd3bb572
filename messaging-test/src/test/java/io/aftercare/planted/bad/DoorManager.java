package io.aftercare.planted.bad;

/** Its name says nothing. */
class DoorManager {}

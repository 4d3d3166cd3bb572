package io.aftercare.cases.figures;

/** By what cases are put together. */
enum Grouping {
    ALL,
    CAUSE,
    PRODUCT
}

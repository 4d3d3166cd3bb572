package io.aftercare.followups.realism;

import io.aftercare.followups.known.CaseFact.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cases are compared by. Null stands for all: a product counts within its cause only, so there
 * is none without one.
 */
public record Matter(@Nullable String cause, @Nullable String product) {

    static final Matter ALL = new Matter(null, null);

    public Matter {
        cause = cause == null || cause.isEmpty() ? null : cause;
        product = cause == null || product == null || product.isEmpty() ? null : product;
    }

    public static Matter of(@Nullable About about) {
        return about == null ? ALL : new Matter(about.cause(), about.product());
    }

    /** This one and the wider ones around it, the widest last. */
    List<Matter> widening() {
        if (cause == null) {
            return List.of(ALL);
        }
        Matter ofCause = new Matter(cause, null);
        return product == null ? List.of(ofCause, ALL) : List.of(this, ofCause, ALL);
    }

    Basis basis() {
        if (cause == null) {
            return Basis.ALL;
        }
        return product == null ? Basis.CAUSE : Basis.CAUSE_AND_PRODUCT;
    }

    /** As it is stored: the empty text stands for all. */
    String storedCause() {
        return cause == null ? "" : cause;
    }

    String storedProduct() {
        return product == null ? "" : product;
    }
}

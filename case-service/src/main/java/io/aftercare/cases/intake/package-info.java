/** Reports of other systems, from the topic and by REST: judged, recorded, refusals visible. */
@NullMarked
package io.aftercare.cases.intake;

import org.jspecify.annotations.NullMarked;

/** Where built parts lie, and directories that do not outlive their use. */
@NullMarked
package io.aftercare.stack.files;

import org.jspecify.annotations.NullMarked;

/**
 * The architecture as tests. A service includes all of it with {@code @AnalyzeClasses(packages =
 * "io.aftercare.cases", importOptions = DoNotIncludeTests.class) class ArchitectureTest { @ArchTest
 * static final ArchTests rules = ArchTests.in(ArchitectureRules.class); }}; a library includes
 * {@link io.aftercare.messaging.test.architecture.HouseRules}.
 */
@NullMarked
package io.aftercare.messaging.test.architecture;

import org.jspecify.annotations.NullMarked;

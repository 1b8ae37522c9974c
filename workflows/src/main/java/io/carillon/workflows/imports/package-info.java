/** A lead file on its way in. Start with ImportWorkflow. */
@NullMarked
package io.carillon.workflows.imports;

import org.jspecify.annotations.NullMarked;

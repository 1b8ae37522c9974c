/** The sweep that ends truthfully what a crash left open. Start with ReconcileWorkflow. */
@NullMarked
package io.carillon.workflows.upkeep;

import org.jspecify.annotations.NullMarked;

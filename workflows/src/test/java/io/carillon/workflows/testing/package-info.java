/** What tests of workflows share. Start with Histories. */
@NullMarked
package io.carillon.workflows.testing;

import org.jspecify.annotations.NullMarked;

/** Organizations, their keys and the audit log over HTTP. Start with OrganizationController. */
@NullMarked
package io.carillon.api.organization;

import org.jspecify.annotations.NullMarked;

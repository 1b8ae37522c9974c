/**
 * The interactive documentation at /docs and its document. Start with DocumentationConfiguration.
 */
@NullMarked
package io.carillon.api.documentation;

import org.jspecify.annotations.NullMarked;

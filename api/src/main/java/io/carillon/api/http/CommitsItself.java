package io.carillon.api.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler whose work must be committed before it answers (a pause that waits for the last dial to
 * leave) or that talks to others meanwhile, and that does no harm when it runs twice. Its
 * idempotency key is noted before and answered after, in transactions of their own, instead of in
 * one around the handler.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CommitsItself {}

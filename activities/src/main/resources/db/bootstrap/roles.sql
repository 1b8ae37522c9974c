-- Run once by a superuser, before the first start. :login_password is the password of DATABASE_URL.
--
-- carillon         the login of DATABASE_URL; it has no rights of its own and takes on one of the roles below
-- carillon_owner   owns the tables; only migrations take it on
-- carillon_app     the API on behalf of one organization: row-level security shows it that organization's rows alone
-- carillon_system  dispatcher, sweepers and relays, which work for every organization
--
-- None of them is a superuser or bypasses row-level security.
CREATE ROLE carillon_owner NOLOGIN NOSUPERUSER NOBYPASSRLS;
CREATE ROLE carillon_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
CREATE ROLE carillon_system NOLOGIN NOSUPERUSER NOBYPASSRLS;
CREATE ROLE carillon LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'login_password';
GRANT carillon_owner TO carillon WITH INHERIT FALSE, SET TRUE;
GRANT carillon_app TO carillon WITH INHERIT FALSE, SET TRUE;
GRANT carillon_system TO carillon WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE carillon OWNER carillon_owner ENCODING 'UTF8' LOCALE_PROVIDER 'builtin' LOCALE 'C.UTF-8' TEMPLATE template0;

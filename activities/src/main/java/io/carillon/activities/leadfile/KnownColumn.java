package io.carillon.activities.leadfile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The columns we understand, each with the headers people write for it: lower case letters and
 * digits only, the surest first. A plain {@code id} is not among those of external_id: it is
 * usually the row's number, and two files would make one person of two.
 */
public enum KnownColumn {
    PHONE(
            "phonenumber phone1 phoneno phonenum primaryphone mainphone contactphone phonee164 e164 mobile mobilephone"
                    + " mobilenumber mobileno cell cellphone cellnumber cellularphone contactnumber telephone"
                    + " telephonenumber telephoneno telephone1 tel telno telnumber msisdn dialnumber callnumber"
                    + " phonemobile phonecell phoneprimary customerphone leadphone daytimephone homephone workphone"
                    + " businessphone phonehome phonework tonumber handy handynummer mobil mobilnummer mobiltelefon telefon"
                    + " telefonnummer telefonnr rufnummer telnr telefono numerodetelefono telefonomovil movil celular"
                    + " telefone numerodetelefone telemovel cellulare numeroditelefono portable numerodetelephone"
                    + " telephoneportable telefoon telefoonnummer mobiel puhelin puhelinnumero numer telefonu"),
    PHONE2(
            "phonenumber2 altphone alternatephone alternativephone secondaryphone secondphone otherphone telephone2 tel2 mobile2 telefon2 telefono2"),
    PHONE3(
            "phonenumber3 altphone2 alternatephone2 otherphone2 thirdphone telephone3 tel3 mobile3 telefon3 telefono3"),
    PHONE4("phonenumber4 altphone3 alternatephone3 telephone4 tel4 mobile4 telefon4"),
    PHONE5("phonenumber5 altphone4 alternatephone4 telephone5 tel5"),
    PHONE6("phonenumber6 altphone5 telephone6 tel6"),
    PHONE7("phonenumber7 altphone6 telephone7 tel7"),
    PHONE8("phonenumber8 altphone7 telephone8 tel8"),
    PHONE9("phonenumber9 altphone8 telephone9 tel9"),
    FIRST_NAME(
            "fname firstnames givenname forename first contactfirstname customerfirstname vorname prenom nombre nome"
                    + " primernombre voornaam"),
    LAST_NAME(
            "lname surname familyname last contactlastname customerlastname nachname familienname nomdefamille apellido"
                    + " apellidos cognome sobrenome achternaam"),
    NAME(
            "fullname contactname customername clientname leadname personname contact nombrecompleto nomecompleto nomcomplet vollstandigername"),
    EMAIL(
            "emailaddress mail emailid email1 primaryemail contactemail courriel correo correoelectronico emailadresse mailadresse"),
    COMPANY(
            "companyname organization organisation organizationname organisationname business businessname firm employer"
                    + " firma firmenname unternehmen entreprise societe empresa azienda bedrijf"),
    TIME_ZONE(
            "tz timezonename timezoneid ianatimezone localtimezone zeitzone fuseauhoraire zonahoraria fusohorario fusoorario tijdzone"),
    STATE(
            "stateprovince stateorprovince statecode province provincecode region usstate mailingstate billingstate"
                    + " bundesland provincia estado departement"),
    POSTAL_CODE(
            "postalcode zip zipcode zippostalcode zipcodepostalcode postcode postal mailingzip billingzip mailingpostalcode plz"
                    + " postleitzahl codepostal codigopostal cep cap"),
    COUNTRY(
            "countrycode countryname countryiso isocountry nation mailingcountry land pays pais paese landcode"),
    EXTERNAL_ID(
            "externalid externalkey externalreference extid customerid clientid contactid crmid memberid patientid"
                    + " accountid subscriberid foreignid kundennummer kundennr kundenid"),
    PRIORITY("prio leadpriority callpriority rank prioritat priorite prioridad priorita");

    private static final Map<String, KnownColumn> BY_WIRE =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(KnownColumn::wire, Function.identity()));

    private final List<String> spellings;

    KnownColumn(String spellings) {
        var all =
                new java.util.ArrayList<>(
                        List.of(name().toLowerCase(Locale.ROOT).replace("_", "")));
        all.addAll(List.of(spellings.split(" ")));
        this.spellings = List.copyOf(all);
    }

    /** The alternates, in the order they are tried. */
    static final List<KnownColumn> ALTERNATES =
            List.of(PHONE2, PHONE3, PHONE4, PHONE5, PHONE6, PHONE7, PHONE8, PHONE9);

    /** {@code first_name}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<KnownColumn> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    /** How sure a header in its plain form means this column: 0 is surest, -1 not at all. */
    int likeness(String plainHeader) {
        return spellings.indexOf(plainHeader);
    }
}

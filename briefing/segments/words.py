"""What columns are called, in the languages of those who use CRMs."""

from collections.abc import Mapping


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.replace("_", " ") for said in said.split())


#: Headers by what they mean, the tellingest first, without accents; ß is ss.
WORDS: Mapping[str, tuple[str, ...]] = {
    "name": _words(
        "segment segmento segmentti segmento zielgruppe audience publikum publico pubblico publiek "
        "doelgroep malgruppe malgrupp kohderyhma gruppe groupe gruppo grupo groep grupp grupa "
        "group cohort persona liste list lista lijst name bezeichnung nom nombre nome naam namn "
        "navn nimi nazwa label kategorie category categorie categoria type typ"
    ),
    "size": _words(
        "size grosse groesse taille tamano tamanho dimensione grootte storrelse storlek koko "
        "rozmiar anzahl count number total nombre numero aantal antal antall liczba lukumaara "
        "contacts kontakte members mitglieder membres people personen persons personnes personas "
        "subscribers abonnenten empfanger recipients kunden customers effectif reach reichweite"
    ),
    "interests": _words(
        "interests interest interessen interesse interets interet intereses interes interessi "
        "interesses intressen interesser kiinnostukset topics topic themen thema themes theme "
        "sujets temas temi onderwerpen emner amnen aiheet tags tag keywords keyword schlagworte "
        "stichworte mots_cles palabras_clave parole_chiave cares_about"
    ),
}

#: Headers of what belongs to one person whom somebody could call or write to.
CONTACT = _words(
    "mail email emails courriel correo epost e_post mailadresse emailadresse sahkoposti phone "
    "telephone telefon telefono telefoon tel mobile mobil movil cellulare cell handy natel gsm fax "
    "whatsapp puhelin telefonnummer mobilnummer handynummer first_name firstname last_name "
    "lastname surname given_name family_name familyname full_name fullname forename middle_name "
    "vorname nachname familienname prenom nom_de_famille apellido apellidos cognome achternaam "
    "voornaam efternamn fornamn etternavn fornavn sukunimi etunimi nazwisko imie contact_name "
    "contact kontakt person ansprechpartner ansprechperson kontaktperson"
)
#: Headers of other things that belong to one person.
OWN = _words(
    "owner inhaber besitzer salutation anrede user_name username benutzername address adresse "
    "anschrift strasse street direccion indirizzo adres birthday birthdate date_of_birth "
    "geburtsdatum geburtstag iban ssn ahv passport contact_id customer_id customer_number "
    "kundennummer kontaktid linkedin twitter ip_address"
)
#: A segment's name or a person's, as the rest of the file tells.
EITHER = frozenset({"name", "nom", "nombre", "nome", "naam", "namn", "navn", "nimi"})
#: Numbers that count nobody.
COUNT_NOBODY = _words(
    "id nr no year jahr annee ano anno date datum plz zip code postcode rank rang score weight"
)

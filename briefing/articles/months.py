"""Month names as dates in feeds spell them.

The wide forms, standing alone and within a date, of Unicode CLDR 48 (through Babel
2.18) for English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish,
Danish, Norwegian, Finnish, Polish, Czech, Slovak, Hungarian, Romanian, Russian,
Ukrainian, Bulgarian, Greek, Turkish and Indonesian. A table, because Babel takes
a second to load these languages and the rest of the package has no use for it.
"""

from functools import lru_cache

#: January first. Whole words before a prefix: "mar" is March, though Finnish November starts so.
_NAMES = (
    """january janvier enero gennaio janeiro januari tammikuuta stycznia styczeń ledna leden
    januára ianuarie января январь січня січень януари ιανουαρίου ιανουάριοσ ocak""",
    """february février febrero febbraio fevereiro helmikuuta lutego luty února februára
    februarie февраля февраль лютого лютий февруари φεβρουαρίου φεβρουάριοσ şubat""",
    """mar mrt march märz mars marzo março maart marts maaliskuuta marca marzec března březen
    marec március martie марта березня березень μαρτίου μάρτιοσ maret""",
    """avril abril aprile huhtikuuta kwietnia kwiecień dubna duben apríla április aprilie
    апреля апрель квітня квітень април απριλίου απρίλιοσ nisan""",
    """mayo maggio maio mei toukokuuta maja května květen mája május мая май травня травень
    μαΐου μάιοσ mayıs""",
    """june juin junio giugno junho kesäkuuta czerwca czerwiec června červen čvn júna június
    iunie июня июнь червня червень юни ιουνίου ιούνιοσ haziran""",
    """july juillet julio luglio julho heinäkuuta lipca lipiec července červenec čvc júla július
    iulie июля июль липня липень юли ιουλίου ιούλιοσ temmuz""",
    """août agosto augustus augusti elokuuta sierpnia sierpień srpna srpen augusta augusztus
    августа серпня серпень αυγούστου αύγουστοσ ağustos agustus""",
    """september septembre septiembre settembre setembro syyskuuta września wrzesień září
    septembra szeptember septembrie сентября сентябрь вересня вересень септември σεπτεμβρίου
    σεπτέμβριοσ eylül""",
    """october oktober octobre octubre ottobre outubro lokakuuta października říjen
    októbra október octombrie октября октябрь жовтня жовтень октомври οκτωβρίου οκτώβριοσ
    ekim""",
    """november novembre noviembre novembro marraskuuta listopada listopadu novembra
    noiembrie ноября ноябрь листопада ноември νοεμβρίου νοέμβριοσ kasım""",
    """december dezember décembre diciembre dicembre dezembro desember joulukuuta grudnia
    grudzień prosince prosinec decembra decembrie декабря декабрь грудня грудень декември
    δεκεμβρίου δεκέμβριοσ aralık""",
)


def month_number(name: str) -> int | None:
    """1 to 12 for a name or an abbreviation of at least three letters, else None.

    An abbreviation that fits two months ("jui" is June or July in French) is None.
    """
    known = _months_by_spelling().get(name.casefold().rstrip("."), frozenset())
    return next(iter(known)) if len(known) == 1 else None


@lru_cache(maxsize=1)
def _months_by_spelling() -> dict[str, frozenset[int]]:
    whole: dict[str, set[int]] = {}
    begun: dict[str, set[int]] = {}
    for number, names in enumerate(_NAMES, start=1):
        for name in names.split():
            whole.setdefault(name, set()).add(number)
            for length in range(3, len(name)):
                begun.setdefault(name[:length], set()).add(number)
    return {spelling: frozenset(found) for spelling, found in (begun | whole).items()}

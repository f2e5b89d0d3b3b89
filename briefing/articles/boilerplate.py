"""Sentences that belong to the page and not to the news.

Each pattern was met in feeds or on news pages; English, German, French, Spanish,
Italian and Dutch. A sentence is judged with its title at hand, because “cookies”
is news when the headline is about cookies.
"""

import regex

#: Words that give a teaser away wherever they stand, unless the title has them too.
_TELLTALE = regex.compile(
    r"""\b(?:
      cookies? | newsletters? | subscribe | unsubscribe | sign(?:ing)?[ -]up | sign[ ]in | log[ ]in
    | read\ more | read\ the\ (?:full|rest|original) | continue\ reading | keep\ reading
    | learn\ more | find\ out\ more | click\ here | tap\ here | full\ (?:story|article) | paywall
    | appeared\ first\ on | first\ appeared\ (?:on|in) | originally\ (?:published|appeared)
    | all\ rights\ reserved | terms\ of\ (?:use|service) | privacy\ (?:policy|notice)
    | ad[ -]?blocker | javascript | your\ inbox | free\ trial | create\ an\ account
    | share\ this | follow\ us | download\ (?:the|our)\ app | related\ (?:stories|articles|reading)
    | sponsored | advertisement | affiliate\ (?:links?|commission)
    | this\ (?:article|story)\ (?:is|was|has)
    | getty\ images | shutterstock | (?:photo|image|picture)\ (?:by|credit|courtesy)
    | (?:reporting|editing|writing)\ by | additional\ reporting
    | in\ this\ (?:article|story|episode|video|podcast) | here(?:['’]s|\ is|\ are)\ what
    | what\ you\ need\ to\ know | (?:watch|listen)(?:\ the\ video)?\ below | stay\ tuned
    | weiterlesen | mehr\ lesen | lesen\ sie\ (?:auch|hier|mehr) | mehr\ zum\ thema
    | jetzt\ (?:abonnieren|anmelden) | abonnieren\ sie | zum\ artikel | alle\ rechte\ vorbehalten
    | lire\ (?:la\ suite|aussi|l['’]article) | abonnez-vous | inscrivez-vous
    | tous\ droits\ réservés
    | leer\ más | lea\ también | suscr[ií]b\w+ | todos\ los\ derechos
    | leggi\ (?:anche|tutto) | iscriviti | abbonati | lees\ (?:meer|ook|verder) | abonneer
    )\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
#: Beginnings of credits, bylines, labels and calls to act.
_OPENING = regex.compile(
    r"""(?:
      [Bb]y\ \p{Lu}\p{L}+(?:\ [\p{Lu}.][\p{L}.’'-]*){1,3}(?:\ (?:and|,)|\s*$|\s*[|,–—-])
    | (?:[Vv]on|[Pp]ar)\ \p{Lu}\p{L}+\ \p{Lu}\p{L}+\s*(?:$|[|,–—-])
    | (?i:photos? | images? | pictures? | video | watch | listen | credits? | caption | source
        | related | see\ also | read\ also | also\ read | more\ on | updated? | published | posted
        | last\ updated | correction | editor['’]s\ note | disclosure | tags? | topics?
        | filed\ under | foto | bild | quelle | crédit\ photo | crédits | fuente)\s?[:/|]
    | (?i:©|\(c\)|copyright\ ) | (?i:illustration\ (?:by|:))
    | (?i:follow|join|support|donate|register|download|buy|get|discover|check\ out|don['’]t\ miss)
        \b.{0,40}\b(?i:our|us|your|today|now|here)\b
    )""",
    regex.VERBOSE,
)
_ADDRESS = regex.compile(r"https?://|www\.|\S@\S+\.\S|(?<!\w)[@#]\w+")
#: “LONDON, March 3 (Agency) - ”: where the news was written, in front of the news.
_DATELINE = regex.compile(
    r"""(?: \p{Lu}[\p{L}.’'\ /-]{1,30} (?:,\ [\p{Lu}\d][\p{L}.\d\ ]{1,18}){0,2}
            \s* \( \p{Lu}[\p{L}\d\ .&/-]{1,30} \) \s* [-–—:]+
        | \p{Lu}{3,} (?:[\ -]\p{Lu}{2,}){0,3} (?:,\ [\p{Lu}\d][\p{L}.\d\ ]{1,18}){0,2} \s+ [-–—]+
        ) \s+""",
    regex.VERBOSE,
)


def is_boilerplate(sentence: str, title: str = "") -> bool:
    """Whether a sentence advertises, credits, links or teases instead of telling."""
    if _OPENING.match(sentence) or _ADDRESS.search(sentence):
        return True
    known = title.casefold()
    return any(hit.group().casefold() not in known for hit in _TELLTALE.finditer(sentence))


def without_dateline(sentence: str) -> str:
    """The sentence from where the news begins: a verbatim end of what came in."""
    dateline = _DATELINE.match(sentence)
    return sentence[dateline.end() :] if dateline else sentence

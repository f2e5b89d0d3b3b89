"""The red topics that a desk may begin with."""

from briefing.rulebook.held import RedTopic

_RED_WORDS = {
    "Results": """
        quarterly results, quarterly figures, half-year results, annual results, full-year results,
        interim report, annual report, earnings, earnings call, net profit, operating profit,
        revenue growth, EBIT, EBITDA, Quartalszahlen, Quartalsergebnis, Halbjahreszahlen,
        Halbjahresergebnis, Jahresergebnis, Jahreszahlen, Geschäftszahlen, Geschäftsbericht,
        Jahresabschluss, Konzernergebnis, Betriebsergebnis, Nettogewinn, Umsatzwachstum
    """,
    "Forecasts": """
        forecast, forecasts, guidance, outlook, profit warning, earnings forecast, sales target,
        revenue target, Prognose, Prognosen, Gewinnprognose, Umsatzprognose, Jahresprognose,
        Gewinnwarnung, Umsatzziel, Gewinnziel
    """,
    "Mergers": """
        merger, mergers, acquisition, acquisitions, acquire, acquires, acquired, takeover,
        takeovers, buyout, divestment, joint venture, due diligence, Fusion, Fusionen, Übernahme,
        Übernahmen, Übernahmeangebot, Zukauf, Beteiligung, Abspaltung, Gemeinschaftsunternehmen
    """,
    "Fund raising": """
        fund raising, fundraising, funding round, capital increase, share issue, rights issue,
        bond issue, IPO, initial public offering, share buyback, dividend, dividends,
        Kapitalerhöhung, Finanzierungsrunde, Börsengang, Anleihe, Aktienrückkauf, Dividende,
        Dividenden
    """,
    "Legal cases": """
        lawsuit, lawsuits, litigation, court case, settlement, class action, indictment, indicted,
        subpoena, antitrust, cartel, investigation, insolvency, bankruptcy, Klage, Klagen, verklagt,
        Gerichtsverfahren, Rechtsstreit, Prozess, Vergleich, Ermittlungen, Staatsanwaltschaft,
        Anklage, Kartellamt, Kartellverfahren, Insolvenz
    """,
}
#: What a desk may begin with, in English and German. That such a list is kept, instead of asking
#: each time what is material, follows the settlement of SEC v. Musk (2019, amended).
STARTING_TOPICS = tuple(
    RedTopic(name, tuple(" ".join(word.split()) for word in words.split(",")))
    for name, words in _RED_WORDS.items()
)

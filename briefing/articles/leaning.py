"""Sentences that lean on the one before: by themselves they do not say who or what they are about.

English, German and French. A sentence leans by its first word, by a number that stands for things
named before, as in “Three got through.”, or by what its end leaves out, as in “Today, it did.”
"""

import regex

_FIRST_WORDS = r"""
    he|she|they|it|this|that|these|those|but|and|or|so|however|meanwhile|also|still|yet|then|instead
  | there|his|her|their|its|such|both
  | er|sie|es|das|dies\p{L}*|aber|doch|denn|und|auch
  | il|elle|ils|elles|ce|cela|cette|mais|et|donc
"""
_NUMBERS = r"""
    one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|some|others|many|most|few
  | several|none|neither|half|all|each|another
  | einer|eine|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|einige|manche|viele|andere|alle
  | deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|certains|tous|aucun
"""
#: What follows a number that stands alone. A participle may as well belong to a noun (“Three armed
#: men”), so a regular past counts only where its object or place follows.
_AFTER_A_NUMBER = r"""
    of\ (?:them|these|those)
  | (?:more|others?)\ \p{L}+ed
  | was|were|is|are|has|have|had|did|do|does|will|would|could|can|may|might|must|should
  | got|rang|said|says|say|went|came|took|made|gave|found|lost|left|held|kept|paid|won|sold|bought
  | fell|rose|stood|sat|ran|saw|knew|told|wrote|chose|began|became|brought|built|spoke
  | (?!hundred)\p{L}{2,}ed\ (?:the|a|an|to|in|on|at|by|for|from|with|into|it|them|that|out|up|down)
  | davon|von\ ihnen|war|waren|wurde|wurden|ist|sind|hat|haben|hatten|kam|kamen|blieb|blieben|ging
  | gingen
  | d['’]entre|ont|sont|avaient|étaient|seront|furent
"""
_LEANS = regex.compile(
    rf"(?!(?-i:IT)\b)(?:{_FIRST_WORDS})\b | (?:{_NUMBERS})\ (?:{_AFTER_A_NUMBER})\b",
    regex.VERBOSE | regex.IGNORECASE,
)
_LEAVES_OUT = regex.compile(
    r", (?:it|he|she|they) (?:did|does|do|was|were|is|are|has|have|had|will|would|could|can)"
    r"(?: not|n['’]t)?\.$"
)


def leans(sentence: str) -> bool:
    """Whether a sentence needs the one before it to make sense."""
    return bool(_LEANS.match(sentence) or _LEAVES_OUT.search(sentence))

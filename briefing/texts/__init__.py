"""What the staff do about prepared texts. Each verb is one transaction.

A text is never edited: a change is a new text that follows, and whatever was approved about the
one before is void. Each verb gives the text as it stands afterwards, and raises `NotAllowed`,
`NotFound`, `Conflict` when somebody was faster, and `ShareError` when the state or a guideline
stands against it; each message says why.
"""

from briefing.texts.approving import (
    Refusal,
    approve,
    approve_many,
    reject,
    renew,
    retire,
    submit,
    submit_many,
)
from briefing.texts.writing import Suggested, Written, ask, change, suggest, write

__all__ = [
    "Refusal",
    "Suggested",
    "Written",
    "approve",
    "approve_many",
    "ask",
    "change",
    "reject",
    "renew",
    "retire",
    "submit",
    "submit_many",
    "suggest",
    "write",
]

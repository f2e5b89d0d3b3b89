"""Guidelines: what may be said, who must answer for it, and when nothing leaves."""

from briefing.ui.frame import frame
from briefing.ui.guidelines.page import guidelines

ICON = ":material/gavel:"
RIGHT = "rules"

guidelines(frame("Guidelines"))

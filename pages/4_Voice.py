"""Voice: what the executive stands for, how their brief is made, and what was learned."""

from briefing.ui.frame import frame
from briefing.ui.voice.page import voice
from briefing.ui.welcome import welcome

ICON = ":material/record_voice_over:"
RIGHT = "voice"

visit = frame("Voice")
if visit.executive is None:
    welcome(visit)
else:
    voice(visit)

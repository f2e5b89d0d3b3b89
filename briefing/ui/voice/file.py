"""The voice as a file: taken away, and brought back."""

import re

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from briefing.errors import VoiceError
from briefing.model import Voice
from briefing.ranking.signals import SIGNALS
from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import clash, problem, save_button
from briefing.ui.voice.state import key, leave, typed, view
from briefing.voice import read_toml, write_toml

PLACE = "file"


def file(visit: Visit, said: Said) -> None:
    """Download, and replace by a file or pasted text."""
    with st.container(border=True, key="card-voice-export"):
        st.html(
            "<h2>Take it away</h2><p class='intro'>The whole voice as a text file (TOML), to keep, "
            "to compare or to edit elsewhere.</p>"
        )
        st.download_button(
            "Download the voice",
            write_toml(said.voice),
            file_name=f"voice-{_slug(visit.reader.name)}.toml",
            mime="application/toml",
            key="voice.download",
            on_click="ignore",
        )
    with st.container(border=True, key="card-voice-import"):
        st.html(
            "<h2>Bring one in</h2><p class='intro'>It takes the place of the whole voice. A file "
            "with a mistake changes nothing.</p>"
        )
        _bring(visit, said)


def _bring(visit: Visit, said: Said) -> None:
    st.file_uploader("TOML file", type=["toml"], max_upload_size=1, key=key("upload", PLACE))
    st.text_area("Or paste its text", key=key("lines", PLACE), height=160, persist_state="session")
    problem(PLACE)
    clash(visit, PLACE)
    with st.container(horizontal=True, key="voice-file-acts"):
        save_button(visit, PLACE, said, _replaced, (PLACE, 0), label="Replace the voice")
        if PLACE in view().clashes:
            st.button("Cancel", key=key("cancel", PLACE), on_click=leave, args=(PLACE,))
    note(visit, PLACE)


def _replaced(_: Voice) -> Voice:
    return read_toml(_text(typed("upload", PLACE), typed("lines", PLACE)), signals=SIGNALS)


def _text(upload: UploadedFile | None, pasted: str | None) -> str:
    """What was brought; a file goes before pasted text."""
    if upload is None:
        if not (pasted or "").strip():
            raise VoiceError("Choose a file, or paste its text.")
        return str(pasted)
    try:
        return upload.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VoiceError(f"{upload.name} is not text in UTF-8: save it as such.") from error


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "executive"

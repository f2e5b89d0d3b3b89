"""The rulebook as a file: taken away, and brought back."""

import streamlit as st

from briefing.errors import RulebookError
from briefing.rulebook import read_toml, write_toml
from briefing.rules import Said
from briefing.sharing.guidelines import GUIDELINES
from briefing.ui.acting import tell
from briefing.ui.frame import Visit
from briefing.ui.guidelines.saying import save


def file(visit: Visit, said: Said) -> None:
    """Download, and replace by a file."""
    with st.container(border=True, key="card-guidelines-file"):
        st.html(
            "<h2>The rulebook as a file</h2><p class='intro'>All of it as text (TOML), to keep, to "
            "compare or to edit elsewhere. A file with a mistake changes nothing.</p>"
        )
        st.download_button(
            "Download the rulebook",
            write_toml(said.rulebook),
            file_name="rulebook.toml",
            mime="application/toml",
            key="guidelines.download",
            on_click="ignore",
        )
        with st.form("guidelines-file", border=False):
            upload = st.file_uploader(
                "TOML file", type=["toml"], max_upload_size=1, key="guidelines.upload"
            )
            replaced = st.form_submit_button("Replace the rulebook", key="guidelines.replace")
    if replaced:
        _replace(visit, said, upload.getvalue() if upload else b"")


def _replace(visit: Visit, said: Said, body: bytes) -> None:
    try:
        if not body:
            raise RulebookError("Choose a file first.")
        book = read_toml(body.decode("utf-8-sig"), rules=GUIDELINES)
    except UnicodeDecodeError:
        tell("The file is not text in UTF-8: save it as such.")
    except RulebookError as error:
        tell(str(error))
    else:
        save(visit, said, lambda _: book)
    st.rerun()

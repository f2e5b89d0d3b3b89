"""A dense list, and beside it the thing chosen from it; on a phone that lies over the list.

What is chosen stands in the address, so that it can be passed on as a link.
"""

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator


def panes() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for the list, and for what was chosen."""
    with st.container(key="panes"):
        left, right = st.columns([7, 5], gap="medium")
        return left.container(key="pane-list"), right.container(key="pane-chosen")


def chosen(param: str) -> int | None:
    """The id that the address names, if it names one."""
    said = st.query_params.get(param, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def row(words: Markup, *, param: str, id_: int, key: str, label: str, on: bool) -> None:
    """One line of a list. All of it can be tapped; `label` says what that does, without looking."""
    with st.container(key=f"row-{key.replace('.', '-')}"):
        st.html(Markup("<div class='row{}'>{}</div>").format(" on" if on else "", words))
        st.button(label, key=key, on_click=choose, args=(param, id_))


def back(param: str, key: str) -> None:
    """The way back to the list, where the chosen thing lies over it."""
    if chosen(param) is None:
        return
    st.html("<i class='opened'></i>")
    st.button(
        "Back to the list",
        key=key,
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=close,
        args=(param,),
    )


def choose(param: str, id_: int) -> None:
    """For `on_click`: name it in the address."""
    st.query_params[param] = str(id_)


def close(param: str) -> None:
    """For `on_click`: name nothing any more."""
    st.query_params.pop(param, None)

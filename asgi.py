"""The app as it runs for people: uvicorn asgi:app"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st

from briefing.ui.asgi import layers, secrets
from briefing.ui.asgi.sample import ROUTES
from briefing.ui.asgi.start import check_server, checked

#: What the first page needs and takes long to load: better at start than with somebody waiting.
WARM = ("PIL.Image", "streamlit.runtime.scriptrunner", "briefing.ui.today")

settings = checked()


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load what the first visitor would wait for, beside the start and not before it."""
    check_server(settings)
    Thread(target=lambda: [import_module(name) for name in WARM], daemon=True).start()
    yield {}


app = st.App(
    Path(__file__).with_name("app.py"),
    secrets=secrets(settings),
    routes=ROUTES,
    middleware=layers(settings),
    lifespan=warm,
)

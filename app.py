"""The whole product as one ASGI application. Start it with: streamlit run app.py"""

import streamlit as st

from web import application, start_up

start_up.check()
app = st.App(
    "pages/main.py",
    routes=application.routes(),
    middleware=application.middleware(),
    lifespan=start_up.lifespan,
    exception_handlers={Exception: application.failure},
)

"""The window as a whole."""

from __future__ import annotations


def test_the_window_opens(window):
    assert window.windowTitle() == "Talks – Annotator"

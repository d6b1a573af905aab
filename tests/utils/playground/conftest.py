"""What the tests of playgrounds share: what was made of each, and what was displayed."""

import pytest

from utils.playground import play as playing


@pytest.fixture
def made(monkeypatch):
    """What was made of each playground, by name: its start and its answers."""
    found = {}

    def widget(name, start, answer=None):
        found[name] = start, answer

    monkeypatch.setattr(playing, "widget", widget)
    return found


@pytest.fixture
def displayed(monkeypatch):
    """The bundles that were displayed."""
    found = []
    monkeypatch.setattr(playing, "display", lambda bundle, raw: found.append(bundle))
    return found

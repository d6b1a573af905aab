"""Where a house rule says what CONTRIBUTING must hold of it.

    @rule("Every image has alt text.")
    def pictures_have_alt_text(nb): ...

A test holds these sentences against CONTRIBUTING, in both directions, and asks for one sentence at
least for each `yield` of a rule: so no rule is enforced that an author cannot read of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nbformat import NotebookNode

Finding = tuple[str, str]
Rule = Callable[[NotebookNode], Iterator[Finding]]

# The rules of one notebook, in the order in which they are asked
RULES: list[Rule] = []
SAID: dict[Callable, tuple[str, ...]] = {}


def says(*sentences: str) -> Callable[[Callable], Callable]:
    """Note what CONTRIBUTING must hold of a function that `make check` asks."""

    def note(function: Callable) -> Callable:
        SAID[function] = sentences
        return function

    return note


def rule(*sentences: str) -> Callable[[Rule], Rule]:
    """Register a rule that takes a notebook and yields (cell id, sentence) for what breaks it."""

    def register(function: Rule) -> Rule:
        RULES.append(function)
        return says(*sentences)(function)

    return register


def broken(nb: NotebookNode) -> list[Finding]:
    """Everything that breaks a rule, in the order of the rules.

    A rule that stumbles over a half-done notebook is named, and the others are asked.
    """
    found: list[Finding] = []
    for check in RULES:
        try:
            found += check(nb)
        except Exception as error:
            name = check.__name__.replace("_", " ")
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            found.append(("title", f"the rule “{name}” cannot be asked here ({reason})"))
    return found

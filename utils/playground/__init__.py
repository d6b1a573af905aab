"""Playgrounds on what the learner wrote: a widget each, and the module that the page draws with."""

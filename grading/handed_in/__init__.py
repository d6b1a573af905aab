"""A submission: read as far as it can be, repaired, and made harmless.

May import: `lesson` and what that may. It decides scores: a change regrades.
"""

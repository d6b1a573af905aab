"""What authors need: house rules, running a lesson, its stamp, a filled-in copy.

May import: `handed_in` and what that may.
"""

"""A learning platform's download, sorted: whose each file is, and which lesson's.

May import: `handed_in` and what that may.
"""

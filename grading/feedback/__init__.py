"""The page that a student gets.

May import: `handed_in` and what that may.
"""

"""The course as pages to read: lessons without answers, the guides, the pages of mistakes.

May import: `grading/authoring`, and what that may.
"""

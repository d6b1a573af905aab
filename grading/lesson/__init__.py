"""What a lesson is made of: its cells, its release, and what grading must know of it.

May import: `course` and what that may. It decides scores: a change regrades.
"""

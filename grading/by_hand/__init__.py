"""nbgrader's Formgrader with this course's names, rubrics and graders.

Nothing of nbgrader's is copied: its pages are extended by templates, its handlers by subclasses.

May import: `gradebook` and what it may.
"""

"""What is kept of a class: the gradebook, rows of grades.csv, history, scores by hand.

May import: `autograde`, `feedback` and what these may.
"""

"""What is fast, and against what: `make bench`, in the slow lane, with ratios of one run.

May import: everything, the commands included.
"""

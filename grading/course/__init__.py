"""A class and its files: roster, deadlines, times, tables, settings, and trouble with the disk.

May import: `utils`, the top of `grading`.
"""

"""What a learner did, on their own disk: it is noted, read, and asked again in time.

May import: `utils/storage`, `utils/checking`.
"""

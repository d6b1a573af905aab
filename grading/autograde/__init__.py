"""From a submission to its points: run the cells, judge the answers, on many workers.

May import: `sandbox` and what that may. It decides scores: a change regrades.
"""

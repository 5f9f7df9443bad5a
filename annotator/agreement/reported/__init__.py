"""The lines of a report: what was measured, among whom, and what came out.

``report`` puts together ``span_lines``, ``label_lines`` and ``article_lines``; ``definitions``
says in words what each number means.
"""

"""What is marked before a person looks: entities, numbers, quotations. spaCy lives here.

The ``engine`` runs rules over a text: ``names``, ``numbers`` and who is ``reported`` to say what.
``learning`` adds what corrections taught; ``pipelines`` lets spaCy's pipelines have a say.
"""

"""What comes in: articles, labelled texts of other tools, statements, whole projects."""

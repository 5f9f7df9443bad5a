"""What people say about the articles: statements, stances, mentions, and their edits."""

"""What people say about the articles: statements, stances, mentions, and the edits that change them."""

"""Files of any format: written aside and whole, read within limits from whoever made them."""

"""What the product does, one function each; the window and the command line call the same ones."""

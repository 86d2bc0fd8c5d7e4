"""What the program does, one module per journey; ports for what lies below."""

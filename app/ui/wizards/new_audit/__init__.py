"""Beginning an audit."""

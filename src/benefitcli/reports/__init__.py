"""How a result looks: the only rooms that know it."""

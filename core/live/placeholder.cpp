// Replaced by this room's first source.

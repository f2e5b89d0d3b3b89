"""Where articles come from: fetching, understanding, and when to look again."""

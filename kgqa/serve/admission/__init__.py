"""Who gets in: keys, rates, limits of requests and connections, headers."""

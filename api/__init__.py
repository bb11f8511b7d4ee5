"""How the city is served over HTTP."""
